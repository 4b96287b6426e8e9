// The two things on these pages that move: accordions and forms.
document.querySelectorAll(".w-dropdown-toggle").forEach(function (toggle) {
  toggle.addEventListener("click", function () { toggle.parentElement.classList.toggle("w--open"); });
});
document.querySelectorAll(".w-form form").forEach(function (form) {
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    form.style.display = "none";
    form.parentElement.querySelector(".w-form-done").style.display = "block";
  });
});
document.querySelectorAll("[fs-cc=allow]").forEach(function (button) {
  button.addEventListener("click", function (event) {
    event.preventDefault();
    button.parentElement.style.display = "none";
  });
});
