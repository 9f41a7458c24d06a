// What is written down of one kind (people, ideas, agreements)? Its form, its list, and how to mend or undo.

import { newKey } from "./field-store.js";
import { config, say, tell } from "./field-words.js";

const filled = (form) =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));

export class Entries {
  /** `section`: the tab's element; `heard` tells the page that something changed. */
  constructor(section, store, heard) {
    Object.assign(this, { section, store, heard, kind: section.dataset.kind, editing: null });
    this.form = section.querySelector("form");
    this.list = section.querySelector("ol");
    this.note = section.querySelector("[data-note]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("reset", () => this.edit(null));
  }

  async save() {
    const data = filled(this.form);
    const title = data[this.form.dataset.title] ?? "…";
    if (this.editing) {
      await this.store.change(this.editing, (entry) => ({ ...entry, data, state: "waiting", said: "" }));
    } else {
      const fresh = { key: newKey(), gathering: config.gathering, kind: this.kind, removed: false, edition: 0 };
      const at = new Date().toISOString();
      await this.store.put({ ...fresh, data, at, state: "waiting", said: "", sending: null });
    }
    this.form.reset();
    tell(this.note, say("kept", { what: title }), "success");
    this.form.querySelector("input, textarea").focus();
    await this.heard();
  }

  /** Puts an entry into the form, or empties it. */
  edit(entry) {
    this.editing = entry?.key ?? null;
    this.section.classList.toggle("editing", Boolean(entry));
    if (!entry) return;
    for (const field of this.form.elements) {
      if (!field.name) continue;
      if (field.type === "radio") field.checked = field.value === (entry.data[field.name] ?? "");
      else field.value = entry.data[field.name] ?? "";
    }
    this.form.querySelectorAll("details").forEach((box) => (box.open = true));
    this.form.scrollIntoView();
    this.form.querySelector("input, textarea").focus();
  }

  /** What the office knows is taken out there as well; what it never heard of is simply gone. Both can be undone. */
  async remove(entry) {
    if (entry.sending) return tell(this.note, say("in_flight"), "warning");
    const known = entry.edition > 0;
    if (known) await this.store.change(entry.key, (now) => ({ ...now, removed: true, state: "waiting", said: "" }));
    else await this.store.remove(entry.key);
    tell(this.note, say("removed", { what: this.titleOf(entry) }), "success");
    const undo = document.createElement("button");
    Object.assign(undo, { type: "button", className: "button quiet", textContent: say("undo") });
    undo.addEventListener("click", async () => {
      await this.store.put({ ...entry, removed: false, state: known ? "waiting" : entry.state });
      tell(this.note, say("kept", { what: this.titleOf(entry) }), "success");
      await this.heard();
    });
    this.note.append(" ", undo);
    await this.heard();
  }

  titleOf(entry) {
    return entry.data[this.form.dataset.title] ?? "…";
  }

  show(entries) {
    const shown = entries.filter((entry) => entry.kind === this.kind && !entry.removed && !entry.gone);
    this.list.replaceChildren(...shown.map((entry) => this.row(entry)));
    this.list.hidden = !shown.length;
  }

  row(entry) {
    const row = document.getElementById("entry").content.firstElementChild.cloneNode(true);
    const [title, badge, sentence] = row.querySelectorAll("[data-title], [data-state], [data-said]");
    title.textContent = this.titleOf(entry);
    badge.textContent = say(`state_${entry.state}`);
    badge.className = `badge ${{ sent: "good", waiting: "now", office: "info" }[entry.state] ?? "bad"}`;
    sentence.textContent = entry.said ?? "";
    const [edit, remove] = row.querySelectorAll("button");
    edit.setAttribute("aria-label", say("edit", { what: this.titleOf(entry) }));
    remove.setAttribute("aria-label", say("remove", { what: this.titleOf(entry) }));
    edit.addEventListener("click", () => this.edit(entry));
    remove.addEventListener("click", () => this.remove(entry));
    edit.hidden = entry.state === "office";
    remove.hidden = edit.hidden || (this.kind !== "attendee" && entry.edition > 0);
    return row;
  }
}
