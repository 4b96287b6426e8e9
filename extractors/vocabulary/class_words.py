"""What the words of class names, ids and ARIA labels usually mean, whatever the platform.

A class name such as `relatedPosts__list` is read as the words `related posts list`. Pairs of words are looked up before
single words and use both of them up, so that `no sidebar` says nothing and `author box` is more than an author.
"""

from __future__ import annotations

from wellread.extractors.vocabulary.traits import Trait

# Class names that take an element off the screen of a desk. Whole names, because `hide-on-mobile` hides nothing there.
HIDING_CLASSES = frozenset(
    """
    a11y-hidden assistive-text d-none element-invisible hidden hidden-visually hide is-hidden is-visually-hidden
    offscreen screen-reader-only screen-reader-response screen-reader-text screenreader show-for-sr sr-only
    u-hidden u-visually-hidden visually-hidden visually-hidden-focusable visuallyhidden
    d-lg-none d-md-none d-sm-none d-xl-none desktop-hidden hidden-desktop hidden-lg hide-desktop hide-for-large
    hide-on-desktop lg:hidden md:hidden sm:hidden visible-xs xl:hidden
    """.split()
)

# Words and pairs of words, apart by commas.
_MEANINGS: dict[int, str] = {
    Trait.NONE: """
        text size, font size, text resize,
        no sidebar, content sidebar, sidebar content, right sidebar, left sidebar, sidebar enabled, sidebar
        layout, sidebar grid, sidebar mode, sidebar style, style sidebar, sidebar collapsed, no header,
        header footer, page header, no ads, no comments, comments closed, comments enabled, social icon,
        widget wrap, widget container, widget content, elementor widget, widget text, content widget, header
        offset, ad free, comment status, comments open, menu item, overlay none, read time, modal open,
        widget theme, text editor, section header, section heading, nav open, tag manager, tag template,
        list item, card body, form field, w tab, heading size, popup none, long form, bg secondary, text
        secondary, secondary text, outline none, animate slide, is promoted
    """,
    Trait.BODY: """
        article body, article content, article text, article copy, article main, entry content, entry body,
        post content, post body, post text, story body, story content, story text, story copy, blog content,
        blog body, blog text, blog detail, rich text, body text, body copy, body content, page content,
        content body, main content, content main, single content, news content, news body, news text, detail
        content, post entry, article wrap, paragraph content, text content, content text, post copy, content
        article, wysiwyg content, theme content, post article, blogpost content, article inner, article
        paragraphs, post inner, markup body, markdown body, content inner, richtext, wysiwyg, prose,
        articlebody, entrycontent, postcontent, storybody, maintext, bodytext, articletext, articlecontent,
        postbody, bodycopy, storytext, contentbody, articulo, texto, cuerpo, inhalt, artikeltext, artikel,
        corpo
    """,
    Trait.HEADLINE: """
        article title, article headline, entry title, post title, page title, story title, story headline,
        blog title, headline title, main title, article heading, post heading, news title, title main,
        single title, headline, articletitle, posttitle, entrytitle
    """,
    Trait.RELATED: """
        you may, might like, may like, also like, also read, read also, more from, more stories, more
        articles, more posts, more news, next article, next post, next story, previous post, prev post, prev
        next, post navigation, posts navigation, nav links, post nav, latest posts, latest news, latest
        articles, latest stories, recent posts, recent articles, recent post, popular posts, most read, most
        popular, most viewed, top stories, top news, trending now, post list, posts list, article list, news
        list, story list, post grid, posts grid, article grid, blog list, blog grid, read next, up next,
        further reading, other posts, other articles, other news, similar posts, similar articles, suggested
        posts, suggested articles, featured posts, featured articles, related posts, content recommendation,
        keep reading, editors picks, editor picks, archive list, post teaser, article teaser, teaser list,
        link list, related, recommended, recommendations, recommendation, recirc, recirculation, yarpp,
        relatedposts, similar, morestories, trending, mostread, mostpopular, topstories,
        moreposts, suggestions, suggested, relatedarticles, relatednews, relatedcontent, crosslinks,
        crosssell, upnext, nextpost, prevpost, teasers, ymal, recommend, teaser, popular, latest,
        recent, verwandte, aehnliche, mehrzumthema, weitere, wpp, nextprev
    """,
    Trait.SHARE: """
        social share, share bar, share buttons, share links, share tools, social links, social media, social
        icons, social bar, social buttons, add this, share this, article tools, follow us, article actions,
        article share, copy link, social sharing, social list, post share, like button, action bar, et
        social, print button, share, sharing, social, socials, sharedaddy, addthis, addtoany, sharebar,
        socialmedia, sharethis, heateor, facebook, twitter, whatsapp, pinterest, sharebuttons, socialbar,
        socialshare, sociallinks, jetpack, sassy, bookmark, bookmarks, sharelinks, teilen, compartir,
        partager, delen, socialicons, shariff, likes, reactions, mashsb
    """,
    Trait.AUTHOR_BOX: """
        author box, author bio, author info, author card, author profile, author description, about author,
        bio box, author details, author section, author block, author widget, user bio, post author, author
        area, author wrap, author archive, abh box, contributor bio, author about, author content, author
        panel, authors bio, writer bio, author text, bio, authorbox, authorbio, biography, aboutauthor,
        authorinfo, authorcard, gravatar, avatar, saboxplugin, molongui, biobox
    """,
    Trait.BYLINE: """
        by line, article author, entry author, article meta, entry meta, post meta, post info, article info,
        meta data, story meta, article byline, article header, post byline, author name, written by, author
        link, meta info, post details, news meta, blog meta, article details, entry header, post header,
        author date, published by, article metadata, post metadata, authors name, byline, author, authors,
        dateline, postmeta, entrymeta, articlemeta, metadata, meta, postinfo, autor, auteur, verfasser,
        journalist, reporter, contributor, contributors, writer, writers, signature, bylines
    """,
    Trait.DATE: """
        entry date, post date, article date, publish date, published date, date published, published on,
        time stamp, update date, posted on, last updated, last modified, date time, pub date, publication
        date, article time, post time, updated date, date, time, timestamp, published, updated, pubdate,
        datetime, postdate, datum, fecha, publishdate, datepublished, datemodified, lastmodified, posted
    """,
    Trait.READING_TIME: """
        reading time, read duration, time read, min read, minutes read, est time, readtime, readingtime,
        lesezeit, timetoread
    """,
    Trait.NEWSLETTER: """
        sign up, email signup, email subscribe, subscribe form, subscription form, mailing list, mail chimp,
        email capture, email form, lead magnet, opt in, newsletter signup, convert kit, lead form, signup
        form, newsletter, newsletters, subscribe, subscription, signup, mailchimp, optin, formkit,
        convertkit, klaviyo, emailsignup, mailinglist, subscribebox, leadgen, substack, subscribes,
        mailerlite, mc wp, enews, infobrief
    """,
    Trait.ADVERTISEMENT: """
        ad slot, ad wrap, ad wrapper, ad container, ad unit, ad label, ad banner, banner ad, google ad, dfp
        ad, ad box, ad block, sponsored content, ad placement, ad break, ad zone, inline ad, ad area, ad
        placeholder, native ad, adsby google, ad holder, ad desktop, ad mobile, ad space, ads container, in
        read, ad, ads, advert, adverts, advertisement, advertising, adslot, adsense, adsbygoogle, dfp,
        sponsor, sponsored, sponsors, adunit, adbox, adwrap, adcontainer, outbrain, taboola, anzeige,
        anzeigen, werbung, reklame, publicidad, teads, admanager, adblock, adzone, leaderboard, revcontent,
        zergnet, mgid, publicite, annonce, annonser, advertorial, skyscraper, billboard
    """,
    Trait.CALL_TO_ACTION: """
        call action, cta box, cta button, cta section, cta block, cta banner, button block, block button,
        download app, free trial, book demo, get started, promo banner, app download, start trial, demo
        request, request demo, cta, calltoaction, ctas, appointment
    """,
    Trait.PROMOTION: """
        promo box, promo block, promo module, app promo, download banner, house ad, marketing banner, promo
        card, support us, donation form, donate box, subscribe banner, subscription promo, membership promo,
        support banner, promo, promotion, promobox, promos, promotional, donate, donation, merch,
        membership, upsell, upgrade, paidpost, promoted, advertiser, freebie, giveaway, spenden
    """,
    Trait.PRODUCT: """
        product card, product list, product grid, buy box, buy now, product record, product price, price
        button, product item, product box, product widget, affiliate box, affiliate product, shop now,
        product embed, product recommendation, product, products, shop, price, pricing, woocommerce,
        addtocart, cart, buybox, merchant
    """,
    Trait.COMMENTS: """
        leave reply, comment list, comment form, comment area, fb comments, reply form, user comments,
        comment body, comments, comment, disqus, respond, commentlist, commentform, reply, replies,
        livefyre, discussion, kommentare, comentarios, kommentar, commentaires, spotim, coral, commento
    """,
    Trait.CONTENTS: """
        table contents, toc container, ez toc, page contents, on page, jump links, jump to, anchor links, in
        page, quick links, contents list, article contents, content toc, toc list, jump nav, table content,
        article toc, toc, tableofcontents, lwptoc, contentstable, eztoc, tocbox, inhaltsverzeichnis, outline
    """,
    Trait.TAGS: """
        post tags, article tags, entry tags, tag list, tags list, tag links, tags links, post categories,
        post category, entry categories, entry footer, cat links, post tax, category list, topic list,
        article topics, tag cloud, post terms, article keywords, category tag, category tags, post footer,
        article category, blog category, tags, taglist, tagcloud, tag, categories, keywords, topics,
        taglinks, posttags, schlagworte, schlagwort, hashtags
    """,
    Trait.CREDIT: """
        photo credit, image credit, image source, image copyright, photo source, caption credit, credit
        line, picture credit, media credit, img credit, image author, credit, credits, copyright,
        photographer, imagecredit, bildnachweis, fotocredit, quelle, imagesource
    """,
    Trait.CAPTION: """
        wp caption, image caption, photo caption, img caption, media caption, caption text, figure caption,
        gallery caption, picture caption, video caption, caption, captions, legend, bildunterschrift,
        wpcaption
    """,
    Trait.MEDIA_CONTROLS: """
        video player, audio player, media controls, player controls, audio controls, jw player, listen
        article, text speech, speech player, listen button, audio widget, video meta, video title, video js,
        vjs control, audio article, audio native, player, jwplayer, vjs,
        plyr, audioplayer, videoplayer, speechkit, beyondwords, trinity, podcast, transcripttoggle,
        readspeaker, listen, voiceover
    """,
    Trait.SIDEBAR: """
        side bar, widget area, secondary content, right column, left column, right rail, left rail, side
        column, right col, left col, col right, col left, column right, content secondary, sidebar, aside,
        rail, secondary, sidepanel, sidenav, seitenleiste, rightcol, leftcol, rightrail, marginalspalte,
        rightcolumn, leftcolumn, marginal
    """,
    Trait.POPUP: """
        pop up, exit intent, light box, off canvas, side panel, slide in, age gate, sticky bar, notification
        bar, popup, modal, dialog, lightbox, popover, offcanvas, interstitial, popups, popin, modals,
        snackbar
    """,
    Trait.CONSENT: """
        cookie banner, cookie consent, cookie notice, cookie law, gdpr banner, privacy banner, cookie
        policy, consent banner, one trust, cookie, cookies, gdpr, consent, onetrust, cky, cmplz, cookiebot,
        didomi, cookiebar, cookiebanner, usercentrics, ccpa, privacybar, quantcast
    """,
    Trait.BREADCRUMB: """
        bread crumb, bread crumbs, crumb trail, page path, breadcrumb, breadcrumbs, crumbs, crumb,
        breadcrumbnav, brotkrumen, pfad
    """,
    Trait.NAVIGATION: """
        main menu, site nav, nav bar, mega menu, top bar, skip link, skip links, skip content, main nav, nav
        menu, site navigation, menu main, primary menu, secondary menu, mobile menu, language switcher, menu
        container, search form, site search, back top, scroll top, lang switch, language selector, user
        menu, sub menu, sub nav, local nav, load more, page numbers, page nav, nav tabs, w nav, nav, navbar,
        navigation, menubar, megamenu, pagination, pager, paginator, skiplink, sitemap, subnav, topnav,
        searchbox, searchform, navi, navlinks, langswitch, hamburger, backtotop
    """,
    Trait.HEADER: """
        announcement bar, utility bar, site header, global header, main header, top header, masthead logo,
        site branding, site title, page masthead, l header, masthead, siteheader, pageheader, globalheader
    """,
    Trait.FOOTER: """
        site footer, global footer, main footer, footer main, page footer, footer wrapper, footer container,
        footer widgets, footer widget, l footer, footer menu, footer nav, bottom bar, footer, colophon,
        sitefooter, pagefooter, globalfooter, foot, fusszeile, pied, footerlinks
    """,
    Trait.REVIEWER: """
        reviewed by, medical reviewer, medically reviewed, fact checked, fact checker, expert reviewed,
        review by, reviewer name, reviewer info, medical review, reviewer, reviewedby, factcheck,
        factchecked, medicalreviewer
    """,
    Trait.DISCLAIMER: """
        medical disclaimer, disclaimer text, legal disclaimer, health disclaimer, disclaimer, disclaimers,
        haftungsausschluss
    """,
    Trait.DISCLOSURE: """
        affiliate disclosure, affiliate disclaimer, affiliate notice, ad disclosure, disclosure text,
        editorial note, editorial standards, why trust, affiliate links, disclosure, disclosures, affiliate
    """,
    Trait.PAYWALL: """
        pay wall, subscriber only, premium content, content gate, content breaker, reg wall, paid content,
        subscriber wall, article gate, login wall, metered content, paywall, piano, regwall, subscribewall,
        meteredwall, tinypass
    """,
    Trait.SUMMARY: """
        teaser text, article summary, article lead, article intro, article lede, post excerpt, article
        standfirst, sub title, sub headline, article dek, article description, entry summary, post intro,
        intro text, lead text, article subtitle, article excerpt, lead paragraph, post summary, article
        abstract, article deck, article subheadline, standfirst, dek, lede, lead, excerpt, summary,
        subtitle, subheadline, subheading, deck, kicker, teasertext, intro, abstract, vorspann, chapo,
        chapeau, entradilla, anleser, subhead
    """,
    Trait.TAKEAWAYS: """
        key takeaways, key takeaway, key points, key point, at glance, article highlights, quick facts, key
        facts, takeaways, keytakeaways, takeaway, highlights, keypoints, tldr
    """,
    Trait.REFERENCES: """
        reference list, references list, ref list, article references, article sources, source list, sources
        list, article footnotes, foot notes, wp references, references, reference, reflist, footnotes,
        footnote, citations, bibliography, sources, einzelnachweise
    """,
    Trait.FAQ: """
        faq item, faq list, faq section, faq answer, faq accordion, faq, faqs, faqpage,
        schemafaq
    """,
    Trait.FAQ | Trait.TOGGLE: """
        faq question, faq title, faq header, faq heading, faq toggle, faq trigger, faq top
    """,
    Trait.COLLAPSED | Trait.TOGGLE: """
        accordion title, accordion header, accordion heading, accordion question, accordion button, accordion
        trigger, accordion toggle, accordion label, accordion top, toggle title, toggle heading, toggle header,
        collapsible title, collapsible header, collapsible trigger, expander title, expander header
    """,
    Trait.EMPTY_STATE: """
        empty state, no results, no items, no posts, dyn empty, not found, noresults, noitems, emptystate
    """,
    Trait.LISTING: """
        archive page, blog index, blog archive, search results, archive, listing, feed, loop
    """,
    Trait.WIDGET: """
        instagram feed, twitter feed, facebook feed, weather widget, stock ticker, quiz widget, poll widget,
        voting widget, social feed, stock quote, market data, ticker tape, widget, widgets, embed, ticker,
        infobox, marginalia, factbox, carousel, slider, slideshow, slick, swiper
    """,
    Trait.MAIN: """
        main
    """,
    Trait.ARTICLE: """
        article, blogpost, hentry, newsarticle, blogarticle
    """,
    Trait.MENU: """
        menu, dropdown, skip, topbar, paging, menue, totop, toolbar, tabs
    """,
    Trait.OVERLAY: """
        overlay, toast, flyout, drawer, tooltip
    """,
    Trait.FORM: """
        form, wpcf, gform, wpforms, hsform, contactform, formfield, formular, poll, survey, quiz
    """,
    Trait.CARD: """
        card, cards, tile, tiles, thumb, thumbnail, story card, article card, post card, blog card, news
        card
    """,
    Trait.CONTROL: """
        button, btn, buttons
    """,
    Trait.COLLAPSED: """
        read more, show more, tab content, tab pane, tab panel, accordion content, more content, panel
        content, accordion, collapse, collapsible, collapsed, expandable, expander, tabpanel, tabpane,
        toggle, readmore, spoiler
    """,
}

_ENTRIES = {tuple(entry.split()): trait for trait, entries in _MEANINGS.items() for entry in entries.split(",")}
TRAITS_BY_WORD_PAIR = {(words[0], words[1]): trait for words, trait in _ENTRIES.items() if len(words) == 2}
TRAITS_BY_WORD = {words[0]: trait for words, trait in _ENTRIES.items() if len(words) == 1}
