"use strict";
// Filters the blocks, and shows on one side what is chosen on the other. Without it all links still lead there.
const filter = document.getElementById("filter");
const blocks = [...document.querySelectorAll(".block[id]")];

function matches(block, choice) {
  if (!choice) return true;
  if (choice.startsWith("reason-")) return block.dataset.reason === choice.slice("reason-".length);
  return block.classList.contains(choice);
}

function applyFilter() {
  let shown = 0;
  for (const block of blocks) {
    block.hidden = !matches(block, filter.value);
    shown += block.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = filter.value ? `${shown} of ${blocks.length} shown` : "";
}

function showTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const block = target?.closest(".block");
  if (block?.hidden) {
    filter.value = "";
    applyFilter();
  }
  document.querySelectorAll(".chosen").forEach((element) => element.classList.remove("chosen"));
  // A section is no text to be pointed at; the anchor of a signal stands before its mark.
  if (!target || target.tagName === "SECTION") return;
  const chosen = block ?? (target.id.startsWith("signal-") ? target.nextElementSibling : target);
  chosen.classList.add("chosen");
  chosen.scrollIntoView({ block: "center" });
}

// The text itself leads to the other side too, unless the reader selects words or follows a link.
document.querySelector(".columns").addEventListener("click", (event) => {
  if (event.target.closest("a, summary, select") || String(getSelection())) return;
  const jump = event.target.closest(".block, [id^='at-']")?.querySelector(":scope > .jump, :scope > .label > .jump");
  jump?.click();
});

filter.closest(".filter").hidden = false;
filter.addEventListener("change", applyFilter);
addEventListener("hashchange", showTarget);
if (location.hash) showTarget();

// One comparison at a time, side by side or in one text. Without this script all stand one below the other.
const chosenComparison = document.getElementById("comparison");

function showComparison() {
  const layout = document.querySelector("input[name=layout]:checked").value;
  for (const comparison of document.querySelectorAll(".comparison")) {
    comparison.hidden = comparison.id !== chosenComparison.value;
    for (const table of comparison.querySelectorAll(".beside, .inline")) table.hidden = !table.classList.contains(layout);
  }
}

if (chosenComparison) {
  const choices = chosenComparison.closest(".comparing");
  choices.hidden = false;
  choices.addEventListener("change", showComparison);
  showComparison();
}
