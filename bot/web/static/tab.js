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

async function look() {
  let token;
  try {
    await teams.app.initialize();
    teams.app.getContext().then((context) => dress(context.app.theme));
    teams.app.registerOnThemeChangeHandler(dress);
  } catch {
    return tell(said.notInTeams);
  }
  try {
    token = await teams.authentication.getAuthToken();
  } catch {
    tell(said.noToken);
    return teams.app.notifySuccess();
  }
  try {
    const answer = await fetch(said.board, { headers: { Authorization: `Bearer ${token}` }, credentials: "omit" });
    const text = await answer.text();
    if (answer.ok) main.replaceChildren(document.createRange().createContextualFragment(text)); else tell(text);
  } catch {
    tell(said.noAnswer);
  }
  main.removeAttribute("aria-busy");
  teams.app.notifySuccess();
}

// Teams opens its own links itself; elsewhere they are links.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[target]");
  if (!link || !teams?.app?.openLink) return;
  event.preventDefault();
  teams.app.openLink(link.href);
});

if (teams) look(); else tell(said.notInTeams);
