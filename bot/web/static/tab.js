// Asks Teams who looks at this page, and shows what the bot has for that person. Without Teams there is nothing to show.
const main = document.getElementById("main");
const said = document.body.dataset;
const teams = window.microsoftTeams;

function tell(words) {
  const found = document.createElement("p");
  found.className = "nothing";
  found.textContent = words;
  main.replaceChildren(found);
  main.removeAttribute("aria-busy");
}

const dress = (theme) => { document.documentElement.dataset.theme = ["dark", "contrast"].includes(theme) ? theme : "default"; };

const sheet = document.getElementById("sheet");
const answer = document.getElementById("answer");

async function ask(body) {
  const token = await teams.authentication.getAuthToken();
  const headers = { Authorization: `Bearer ${token}` };
  return fetch(said.board, { method: body ? "POST" : "GET", body, headers, credentials: "omit" });
}

// The board as it is now: what others did shows too, and what the reader chose to see stays. Of a look that nobody asked
// for, only news is shown, and no trouble.
let shown = "";
async function look({ asked = true } = {}) {
  let found, text;
  try {
    found = await ask();
    text = await found.text();
  } catch {
    return asked && tell(said.noAnswer);
  }
  if (found.ok ? text === shown && !asked : !asked) return;
  shown = found.ok ? text : "";
  const sort = main.querySelector('[name="sort"]:checked')?.value;
  if (found.ok) main.replaceChildren(document.createRange().createContextualFragment(text)); else tell(text);
  const again = sort && main.querySelector(`[name="sort"][value="${sort}"]`);
  if (again) again.checked = true;
  main.removeAttribute("aria-busy");
}

const EVERY = 60_000;
const again = () => { if (shown && !document.hidden && !sheet.open && !main.querySelector("details[open]")) look({ asked: false }); };
document.addEventListener("visibilitychange", again);
setInterval(again, EVERY);

async function begin() {
  try {
    await teams.app.initialize();
    teams.app.getContext().then((context) => dress(context.app.theme));
    teams.app.registerOnThemeChangeHandler(dress);
  } catch {
    return tell(said.notInTeams);
  }
  try {
    await teams.authentication.getAuthToken();
    await look();
  } catch {
    tell(said.noToken);
  }
  teams.app.notifySuccess();
}

// What a button or a form says is answered above the board, and the board is read again when that is closed.
async function say(fields) {
  answer.textContent = said.wait;
  if (!sheet.open) sheet.showModal();
  try {
    const found = await ask(new URLSearchParams(fields));
    const text = await found.text();
    if (found.ok) answer.replaceChildren(document.createRange().createContextualFragment(text)); else answer.textContent = text;
  } catch {
    answer.textContent = said.noAnswer;
  }
  answer.querySelector(".error, input, textarea")?.scrollIntoView({ block: "nearest" });
}

sheet.addEventListener("close", () => look());
document.getElementById("close").addEventListener("click", () => sheet.close());
answer.addEventListener("click", (event) => { if (event.target.closest(".cancel")) sheet.close(); });

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  if (event.submitter?.name) fields.set(event.submitter.name, event.submitter.value);
  say([...fields].filter(([, value]) => typeof value === "string"));
});

const RECORD = { C: "contract", B: "breach", D: "deadline" };
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-say]");
  if (button) { event.preventDefault(); return say({ say: button.dataset.say }); }
  const record = event.target.closest('a[href^="/record/"]');
  if (!record) return;
  event.preventDefault();
  const id = record.getAttribute("href").split("/").pop();
  say({ say: `${RECORD[id[0]]} ${id}` });
});

// Teams opens its own links itself; elsewhere they are links.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[target]");
  if (!link || !teams?.app?.openLink) return;
  event.preventDefault();
  teams.app.openLink(link.href);
});

if (teams) begin(); else tell(said.notInTeams);
