"""What the legal texts of a site are called, in the languages of the web."""

from __future__ import annotations

LEGAL_TEXTS = (
    r"(?:(?:our |web ?site )?(?:privacy|cookies?)(?: (?:and|&) (?:privacy|cookies?))? (?:policy|notice|statement)"
    r"|terms (?:and|&) conditions|terms of (?:use|service)|conditions of use|legal notice"
    r"|(?:unsere )?(?:datenschutz(?:erklärung|hinweise?|bestimmungen)|cookie-?(?:richtlinie|hinweise?))"
    r"|(?:allgemeine )?(?:geschäfts|nutzungs)bedingungen|impressum"
    r"|politique (?:de confidentialité|(?:relative aux|de|des) cookies)|mentions légales"
    r"|conditions (?:générales )?(?:d['’]utilisation|de vente)"
    r"|política de (?:privacidad|cookies|privacidade)|aviso legal|t[eé]rminos (?:y condiciones|de uso)"
    r"|termos (?:de uso|e condições)|informativa (?:sulla privacy|sui cookie|privacy)|note legali|condizioni d['’]uso"
    r"|privacy ?(?:beleid|verklaring)|cookie ?(?:beleid|verklaring)|algemene voorwaarden"
    r"|polityka (?:prywatności|cookies)|regulamin|integritetspolicy|personvernerklæring|privatlivspolitik"
    r"|tietosuojaseloste|zásady ochrany osobních údajů|adatvédelmi (?:nyilatkozat|tájékoztató)|gizlilik politikası"
    r"|политика конфиденциальности|пользовательское соглашение|політика конфіденційності"
    r"|プライバシー(?:ポリシー)|利用規約|隐私(?:政策|声明)|隱私(?:政策|聲明)|用户协议"
    r"|개인정보 ?(?:처리|취급)방침|이용약관"
    r"|سياسة الخصوصية|מדיניות פרטיות)"
)
