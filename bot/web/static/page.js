// Sends forms without reloading the page and shows reminders as they come; without scripts the forms work by themselves.
const talk = document.getElementById("talk");
const sheet = document.getElementById("sheet");
const list = document.getElementById("sent");
const status = document.getElementById("status");
const title = document.title;
const says = document.body.dataset;
const seen = new Set(says.seen.split(" "));
let after = says.after;
let unread = 0, busy = false, changed = false, away = false, out = false;
document.documentElement.classList.add("scripted");

const piece = (html) => document.createRange().createContextualFragment(html);

// Back from another page, the conversation stands as it was left: in this tab, in this visit, and until signing out.
const KEPT = "talk", line = document.getElementById("ask");
const visit = () => line.elements.token.value;
let keeps = !sheet && talk && line;
if (keeps && performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  const { of, html } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (of === visit()) {
    const fresh = [...talk.querySelectorAll(".reminder")], begun = document.getElementById("first");
    talk.replaceChildren(piece(html));
    document.getElementById("first")?.replaceWith(begun);
    talk.querySelectorAll("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"));
    talk.append(...fresh.filter((card) => !talk.querySelector(`[data-id="${CSS.escape(card.dataset.id)}"]`)));
    talk.lastElementChild?.scrollIntoView({ behavior: "instant" });
  }
}
addEventListener("pagehide", () => {
  if (!keeps) return;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ of: visit(), html: talk.innerHTML }));
  } catch {
    sessionStorage.removeItem(KEPT); // it is too long, as with large files
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches('[action="/leave"]')) return;
  keeps = false;
  sessionStorage.removeItem(KEPT);
});

function note(words) {
  const found = document.createElement("p");
  found.className = "reply sorry";
  found.tabIndex = -1;
  found.textContent = words;
  return found;
}

function renew(token) {
  if (token) for (const input of document.getElementsByName("token")) input.value = token;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.classList.contains("says")) return;
  event.preventDefault();
  const words = new FormData(form), pressed = event.submitter;
  if (pressed?.name) words.append(pressed.name, pressed.value);
  if (!form.classList.contains("fill")) words.set("request", crypto.randomUUID());
  if (words.get("say").trim()) send(words, form, pressed);
});

async function send(words, form, pressed) {
  if (busy) return;
  busy = true;
  form.setAttribute("aria-busy", "true");
  document.querySelectorAll(".reply.sorry.lost").forEach((old) => old.remove());
  try {
    const answer = await fetch("/say", { method: "POST", body: words });
    const text = await answer.text();
    renew(answer.headers.get("X-Token"));
    if (!answer.ok) throw new Error(text);
    changed = true;
    const found = piece(text), now = found.querySelector("#first-now");
    now?.remove();
    if (now) document.getElementById("first")?.replaceChildren(now.content); // its counts as they are now
    show(found, form, pressed);
    if (form.id === "ask") form.reset();
    if (talk && !sheet) refresh();
  } catch (problem) {
    const lost = note(problem instanceof TypeError ? says.lost : problem.message);
    lost.classList.add("lost");
    if (form.classList.contains("fill")) form.append(lost); else if (sheet && !sheet.open) form.after(lost); else talk.append(lost);
    lost.focus();
  }
  form.removeAttribute("aria-busy");
  busy = false;
}

// A file that is dropped goes into the form that is open and takes such a one. Where none is, a spreadsheet is shown to
// be imported, and a paper is reviewed.
const ends = (file, endings) => endings.split(" ").some((ending) => file.name.toLowerCase().endsWith(ending));
const takes = () => [...document.querySelectorAll("form.fill input[type=file]")].at(-1);
const carries = (event) => event.dataTransfer?.types.includes("Files");
const over = (on) => (takes()?.form ?? line)?.classList.toggle("dropping", on);
document.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); over(true); } });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
document.addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  over(false);
  const files = event.dataTransfer.files, input = takes();
  if (!files.length) return;
  if (input && ends(files[0], input.accept.replaceAll(",", " "))) {
    input.closest("details")?.setAttribute("open", "");
    input.files = files;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  } else if (line && (ends(files[0], says.sheets) || ends(files[0], says.papers))) {
    const words = new FormData(line), isSheet = ends(files[0], says.sheets);
    words.set("request", crypto.randomUUID());
    words.set("say", isSheet ? "import" : "review");
    if (isSheet) words.set("f.only", "");
    for (const file of files) words.append(isSheet ? "f.sheet" : "f.file", file);
    send(words, line);
  } else {
    tell(says.drop);
  }
});

// A form that comes back with mistakes takes the place of the one that was sent; the file chosen in it stays chosen.
// A proposal gives way to what came of it, wherever that was pressed or typed.
function show(found, form, pressed) {
  const reply = found.querySelector(".reply"), said = found.querySelector(".said"), filled = form.classList.contains("fill");
  const next = found.querySelector("form.fill");
  if (said && pressed?.name === "say") said.lastChild.textContent = ` ${pressed.textContent}`;
  if (next) talk.removeAttribute("role"); // the focus goes there: it need not be read out as well
  const settled = reply.dataset.settled;
  const gone = !form.isConnected; // with what stood first on the page
  const old = !gone && (filled || settled && form.elements.proposal) ? form.closest(".reply") : null;
  const mended = filled && next && next.elements.say.value === form.elements.say.value;
  if (mended) for (const was of form.querySelectorAll("input[type=file]")) {
    const now = [...next.querySelectorAll("input[type=file]")].find((one) => one.name === was.name);
    if (now && was.files.length) now.files = was.files;
  }
  if (sheet) {
    if (form.id !== "ask") said?.remove(); // the title says what was pressed
    const heading = reply.querySelector("h2"), top = document.getElementById("sheet-title");
    top.replaceChildren(...heading.cloneNode(true).childNodes);
    top.className = reply.classList[1];
    heading.hidden = true;
    talk.replaceChildren(found);
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
  } else if (old) {
    old.replaceWith(found);
  } else {
    talk.append(found);
  }
  if (settled) for (const waiting of document.querySelectorAll(`.reply[data-proposal="${CSS.escape(settled)}"]`)) waiting.remove();
  if (!sheet) reply.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  if (next) ask(next);
  if (next || filled || settled || sheet || gone) (first(next) || reply.querySelector(".says")).focus({ preventScroll: true });
  if (next) setTimeout(() => { if (!sheet) talk.setAttribute("role", "log"); }, 500);
}

// Where to begin in a form: its first field, but after mistakes what is said of them, which stands above it.
const first = (form) => form && !form.querySelector(".wrong") && [...form.querySelectorAll(":is(input, select, textarea):not([type=hidden])")].find((one) => one.checkVisibility());

sheet?.addEventListener("close", () => { if (changed) location.reload(); });

// A date may be typed or chosen.
document.addEventListener("click", (event) => {
  const pick = event.target.closest(".pick");
  if (!pick) return;
  const native = pick.nextElementSibling, typed = pick.previousElementSibling;
  native.value = /^\d{4}-\d\d-\d\d$/.test(typed.value) ? typed.value : "";
  native.onchange = () => { if (native.value) typed.value = native.value; typed.focus(); };
  native.showPicker();
});

// A field that waits for another one shows while it is asked for; one that is filled in stays, so that nothing is sent unseen.
function ask(form, focused = document.activeElement) {
  const words = new FormData(form);
  const filled = (name) => words.getAll(name).map((word) => (word.name ?? word).trim()).filter(Boolean);
  for (const field of form.querySelectorAll("[data-when]")) {
    const has = filled(field.dataset.when), among = JSON.parse(field.dataset.among);
    const holds = has.length ? !among.length || has.some((word) => among.includes(word)) : among.includes("");
    const empty = !filled(field.querySelector("[name]").name).length;
    field.hidden = !holds && empty && !field.contains(focused);
    field.querySelector(".asked").hidden = holds;
  }
}
document.addEventListener("input", (event) => { if (event.target.form) ask(event.target.form); });
// What was wrong with a file is not wrong with the next one.
document.addEventListener("input", ({ target }) => {
  const field = target.type === "file" && target.closest(".field");
  if (!field) return;
  field.classList.remove("wrong");
  field.querySelector(".error")?.remove();
  target.removeAttribute("aria-invalid");
});
document.addEventListener("focusout", (event) => { if (event.target.form) ask(event.target.form, event.relatedTarget); });
for (const form of document.querySelectorAll("form.fill")) ask(form);

// What was begun in a form can be left without sending it.
document.addEventListener("click", (event) => {
  if (!event.target.closest(".cancel")) return;
  if (sheet) return sheet.close();
  event.target.closest(".reply").remove();
  document.getElementById("say").focus();
});

// A link to a field puts the cursor into it.
document.addEventListener("click", (event) => {
  const link = event.target.closest('.reply a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
});

let quiet;
function tell(words, stays = false) {
  clearTimeout(quiet);
  status.textContent = words;
  if (!stays) quiet = setTimeout(() => { status.textContent = ""; }, 10000);
}

async function look() {
  try {
    const answer = await fetch(`/posts?after=${encodeURIComponent(after)}${list ? "&brief" : ""}`);
    const text = await answer.text();
    if (answer.status === 403) {
      if (!out) tell(text, true);
      out = true;
      return setTimeout(look, 2000); // who signs in again in another tab goes on here
    }
    if (!answer.ok) throw new Error(text);
    renew(answer.headers.get("X-Token"));
    const fresh = [...piece(text).querySelectorAll(".reminder")].filter((card) => !seen.has(card.dataset.id));
    if (fresh.length) arrive(fresh.reverse());
    if (away || out) tell(away ? says.back : "");
    away = out = false;
  } catch {
    if (!away) tell(says.away, true);
    away = true;
  }
  setTimeout(look, 2000);
}

// A reminder whose deadline was closed or replaced meanwhile loses its buttons.
async function refresh() {
  const answer = await fetch("/posts").catch(() => null);
  for (const card of answer?.ok ? piece(await answer.text()).querySelectorAll(".reminder[data-deadline]") : []) {
    const { deadline, title } = card.dataset;
    for (const old of talk.querySelectorAll(`.reminder[data-deadline="${CSS.escape(deadline)}"]`)) {
      if (old.dataset.title !== title) old.replaceWith(card.cloneNode(true));
    }
  }
}

// Oldest first: in the chat each goes below the last, on the board above it.
function arrive(cards) {
  document.getElementById("none-sent")?.remove();
  for (const card of cards) {
    seen.add(card.dataset.id);
    if (card.dataset.at > after) after = card.dataset.at;
    card.classList.add("new");
    if (list) list.prepend(card); else if (!sheet) { card.setAttribute("aria-live", "off"); talk.append(card); }
  }
  unread += cards.length;
  document.title = `(${unread}) ${title}`;
  const told = { number: cards.length, title: cards.at(-1).dataset.title };
  const news = (cards.length === 1 ? says.new : says.newOnes).replace(/{(\w+)}/g, (_, name) => told[name]);
  tell(status.textContent === says.drop ? `${says.drop} ${news}` : news); // what can be dropped is still being read
  if (!list && !sheet && innerHeight + scrollY > document.body.scrollHeight - 600) cards.at(-1).scrollIntoView({ block: "nearest" });
}

for (const sign of ["keydown", "pointerdown"]) {
  document.addEventListener(sign, () => { unread = 0; document.title = title; });
}
setTimeout(look, 500);
