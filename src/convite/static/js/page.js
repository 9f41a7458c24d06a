// What every page gains with JavaScript. Without it everything still works.

// Menus: one open at a time; Escape or a click elsewhere closes.
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});

// Leaving a form with unsent writing asks first: <form data-guard>.
const dirty = new Set();
for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => dirty.add(form));
  form.addEventListener("submit", () => dirty.delete(form));
}
window.addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});

// After an error the reader lands on the summary.
document.querySelector("[data-errors]")?.focus();

// A link to something inside a closed <details> opens it.
function openTarget() {
  let box = document.querySelector(":target")?.closest("details");
  for (; box; box = box.parentElement.closest("details")) box.open = true;
}
window.addEventListener("hashchange", openTarget);
openTarget();

// Printing shows what <details> hide (tables behind charts), and closes them again.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".main details:not([open])")];
  for (const box of opened) box.open = true;
});
window.addEventListener("afterprint", () => {
  for (const box of opened) box.open = false;
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Whoever leaves her account leaves no page that opens without network (see field-phone.js).
document.addEventListener("submit", ({ target }) => {
  if (target.action.endsWith("/logout/") && "caches" in window) caches.delete("campo-pages");
});
