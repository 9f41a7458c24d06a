// Keying a paper list: Enter goes to the next line, and below the last one there is always another.
// Without this module Tab goes on and a button asks for more lines.

const most = 200;

function key(prefix) {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  return `${prefix}-${[...crypto.getRandomValues(new Uint8Array(12))].map((n) => letters[n % 32]).join("")}`;
}

function addLine(table) {
  const lines = table.tBodies[0].rows;
  const counter = table.closest("form").elements.lines;
  const number = lines.length;
  if (number >= most) return null;
  const line = lines[number - 1].cloneNode(true);
  for (const fault of line.querySelectorAll(".field-error")) fault.remove();
  for (const cell of line.querySelectorAll(".wrong")) cell.classList.remove("wrong");
  for (const control of line.querySelectorAll("input, select, textarea")) {
    control.name = control.name.replace(/^r\d+-/, `r${number}-`);
    control.id = control.id.replace(/^id_r\d+-/, `id_r${number}-`);
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    if (control.type === "hidden") control.value = key(table.dataset.prefix);
    else if (control.type === "checkbox") control.checked = false;
    else if (control.tagName === "SELECT") control.selectedIndex = 0;
    else control.value = "";
  }
  line.cells[0].firstChild.nodeValue = String(number + 1);
  table.tBodies[0].append(line);
  counter.value = String(number + 1);
  return line;
}

const firstOf = (line) => line?.querySelector("td input, td select");

for (const table of document.querySelectorAll("[data-grid]")) {
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    const line = event.target.closest("tr");
    firstOf(line.nextElementSibling ?? addLine(table))?.focus();
  });
  table.addEventListener("input", (event) => {
    const line = event.target.closest("tr");
    if (!line.nextElementSibling) addLine(table);
  });
}
