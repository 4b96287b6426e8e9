"use strict";
// Sorts, filters and searches the list. Everything of the articles is put in as text, never as markup.
const PAGE_ROWS = 100;
const rows = JSON.parse(document.getElementById("rows").textContent);
const form = document.querySelector(".filters");
const body = document.querySelector("#table tbody");
const more = document.getElementById("more");
const inputs = Object.fromEntries(["search", "who", "site", "type", "signal", "from", "to"].map((id) => [id, document.getElementById(id)]));
rows.forEach((row, number) => {
  row.number = number;
  row.who = [...row.authors, ...row.reviewers].join("\n").toLowerCase();
  row.day = /^\d{4}(-\d\d(-\d\d)?)?/.exec(row.date)?.[0] ?? "";
});
const FIRST_SORTING = "-date";
let sorting = readSorting(FIRST_SORTING);
let found = rows;
let undated = 0; // articles that a period leaves out, since nobody knows when they were published
let shown = 0;
let texts = null;

// The texts are packed, and unpacked when somebody searches for the first time.
async function unpackTexts() {
  const packed = Uint8Array.from(atob(document.getElementById("texts").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function hasSignal(row, choice) {
  return !choice || row.signals.includes(choice.slice(1)) === choice.startsWith("+");
}

// A day as precise as the page gives it, against the first and the last day of a period.
function isInPeriod(day, first, last) {
  return day >= first.slice(0, day.length) && (!last || day <= last);
}

function compare(one, other) {
  const [a, b] = [one[sorting.key], other[sorting.key]].map((value) => (Array.isArray(value) ? value.join(", ") : value));
  const order = typeof a === "number" ? a - b : Number(!a) - Number(!b) || (sorting.descending ? -1 : 1) * collator.compare(a, b);
  return (typeof a === "number" && sorting.descending ? -order : order) || one.number - other.number;
}
const collator = new Intl.Collator(undefined, { numeric: true });

function cell(row, text, isHeader) {
  const element = document.createElement(isHeader ? "th" : "td");
  element.dir = "auto";
  if (isHeader) element.scope = "row";
  element.textContent = text;
  row.append(element);
  return element;
}

function showMore() {
  for (const item of found.slice(shown, shown + PAGE_ROWS)) {
    const line = document.createElement("tr");
    const link = document.createElement("a");
    link.href = item.page;
    link.textContent = item.headline;
    cell(line, "", true).append(link);
    for (const text of [item.site, item.date.slice(0, 10), item.authors.join(", "), item.reviewers.join(", "), item.type, item.words]) cell(line, text);
    cell(line, `${Math.round(100 * item.kept)} %`);
    cell(line, item.warnings || "");
    body.append(line);
  }
  shown = Math.min(shown + PAGE_ROWS, found.length);
  more.hidden = shown >= found.length;
  const all = rows.length === 1 ? "1 article" : `${rows.length} articles`;
  const left = undated ? `; ${undated} more without a date` : "";
  const which = (found.length === rows.length ? all : `${found.length} of ${all}`) + left;
  document.getElementById("count").textContent = shown < found.length ? `${which}, the first ${shown} shown` : which;
}

async function update() {
  const words = inputs.search.value.toLowerCase().trim();
  if (words && !texts) {
    document.getElementById("count").textContent = "Unpacking the texts …";
    texts = await unpackTexts();
  }
  const who = inputs.who.value.toLowerCase().trim();
  found = rows.filter(
    (row) =>
      (!inputs.site.value || row.site === inputs.site.value) &&
      (!inputs.type.value || row.type === inputs.type.value) &&
      (!who || row.who.includes(who)) &&
      hasSignal(row, inputs.signal.value) &&
      (!words || texts[row.number].includes(words)),
  );
  const [first, last] = [inputs.from.value, inputs.to.value];
  undated = first || last ? found.filter((row) => !row.day).length : 0;
  if (first || last) found = found.filter((row) => row.day && isInPeriod(row.day, first, last));
  found.sort(compare);
  shown = 0;
  body.replaceChildren();
  showMore();
}

for (const heading of document.querySelectorAll("#table th[data-key]")) {
  heading.querySelector("button").addEventListener("click", () => {
    const key = heading.dataset.key;
    sorting = { key, descending: sorting.key === key ? !sorting.descending : typeof rows[0]?.[key] === "number" };
    markSorting();
    change();
  });
}

function markSorting() {
  for (const heading of document.querySelectorAll("#table th[data-key]")) {
    if (heading.dataset.key === sorting.key) heading.setAttribute("aria-sort", sorting.descending ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  }
}

// What is chosen stands in the address behind the #, so that it is there again after a reload and on the way back.
function readSorting(text) {
  const key = text.replace("-", "");
  const isColumn = [...document.querySelectorAll("#table th[data-key]")].some((heading) => heading.dataset.key === key);
  return isColumn ? { key, descending: text.startsWith("-") } : readSorting(FIRST_SORTING);
}

function writeAddress() {
  const chosen = new URLSearchParams(Object.entries(inputs).map(([id, input]) => [id, input.value]).filter(([, value]) => value));
  const order = (sorting.descending ? "-" : "") + sorting.key;
  if (order !== FIRST_SORTING) chosen.set("sort", order);
  const address = chosen.toString();
  if (address || location.hash.includes("=")) history.replaceState(null, "", address ? `#${address}` : location.pathname);
}

function readAddress() {
  const isChoice = !location.hash || location.hash.includes("=");
  if (!isChoice) return; // a place on the page
  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const [id, input] of Object.entries(inputs)) {
    const value = chosen.get(id) ?? "";
    input.value = input.type === "date" && !/^\d{4}-\d\d-\d\d$/.test(value) ? "" : value;
    if (input.selectedIndex === -1) input.value = ""; // no such choice
  }
  sorting = readSorting(chosen.get("sort") ?? FIRST_SORTING);
  markSorting();
  update();
}

function change() {
  writeAddress();
  update();
}

form.hidden = document.querySelector(".filters-note").hidden = false;
form.addEventListener("input", change);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(change));
more.addEventListener("click", showMore);
addEventListener("hashchange", readAddress);
markSorting();
if (location.hash.includes("=")) readAddress();
else update();
