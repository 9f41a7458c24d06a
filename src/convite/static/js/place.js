// The small map becomes one that moves: Leaflet over our own outlines. Without this one points on the drawing.

const ground = document.querySelector("[data-outlines]");
const L = window.L;

function pointOf(text) {
  const found = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

async function begin(form) {
  const field = form.elements.point;
  const answer = await fetch(ground.dataset.outlines);
  if (!answer.ok) return;
  const outlines = await answer.json();
  const [west, south, east, north] = ground.dataset.frame.split(",").map(Number);
  const box = document.createElement("div");
  box.className = "place-map";
  ground.before(box);
  ground.hidden = true;
  document.querySelector("#mapa-ayuda").textContent = ground.dataset.help;
  const map = L.map(box, { attributionControl: false, zoomControl: true });
  L.geoJSON(outlines, {
    style: { color: "#84806f", weight: 1.5, fillColor: "#fbf8f2", fillOpacity: 1 },
    onEachFeature: (feature, layer) => layer.bindTooltip(feature.properties.name, { sticky: true }),
  }).addTo(map);
  map.fitBounds([[south, west], [north, east]]);
  const pin = L.circleMarker([0, 0], { radius: 9, color: "#a4262c", weight: 3, fillOpacity: 0.2 });
  const show = () => {
    const point = pointOf(field.value);
    if (point) pin.setLatLng(point).addTo(map);
    else pin.remove();
  };
  map.on("click", ({ latlng }) => {
    field.value = `${latlng.lat.toFixed(5)}, ${latlng.lng.toFixed(5)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", show);
  show();
}

if (ground && L) begin(ground.closest("form")).catch(() => {});
