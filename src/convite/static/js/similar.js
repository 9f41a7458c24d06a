// While one writes an idea: those that already say the same, under the title. Without this they come after sending.

const place = document.querySelector("[data-similar]");
const form = place?.closest("form");
const WAIT = 600; // milliseconds without a key

let waiting = 0;
let asked = "";

async function look() {
  const title = form.elements.title.value.trim();
  const query = new URLSearchParams({
    edicion: form.elements.edicion.value,
    title,
    description: form.elements.description.value.slice(0, 1500),
  });
  if (title.length < 6 || query.toString() === asked) return;
  asked = query.toString();
  try {
    const answer = await fetch(`${place.dataset.similar}?${query}`, { headers: { Accept: "text/html" } });
    if (answer.ok && query.toString() === asked) place.innerHTML = await answer.text();
  } catch {
    // Without network one goes on writing: the same is asked after sending.
  }
}

if (place && form) {
  for (const name of ["title", "description"]) {
    form.elements[name].addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, WAIT);
    });
  }
}
