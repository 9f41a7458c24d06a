// The simulator works the shares out again while one types. Without it, «Calcular» does the same.
const form = document.querySelector("form[data-simulator]");
const place = document.querySelector("#reparto");
let waiting = 0;
let asked;

async function workOut() {
  asked?.abort();
  asked = new AbortController();
  const typed = new FormData(form);
  typed.set("do", "try");
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.href, { method: "POST", body: typed, signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const worked = page.querySelector("#reparto");
    // With an error there is nothing to show: what was there stays, and «Calcular» tells what is wrong.
    if (worked?.firstElementChild) place.replaceChildren(...worked.childNodes);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  } finally {
    place.removeAttribute("aria-busy");
  }
}

form?.addEventListener("input", (event) => {
  if (event.target.matches("textarea, [type=file], [name=name]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(workOut, 600);
});
