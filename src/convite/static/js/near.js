// «Cerca de mí»: fills the place to look around from, if the person lets the browser say where she is.

const field = document.querySelector("input[name=cerca]");
if (field && "geolocation" in navigator) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = field.form.dataset.here;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      field.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
      field.form.requestSubmit();
    });
  });
  field.after(button);
}
