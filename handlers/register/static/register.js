"use strict";
// Without this file the lists by letter do the same; with it, names are found as they are typed.
(() => {
  const box = document.getElementById("search"), find = document.getElementById("find"), all = document.getElementById("all");
  const found = document.getElementById("found"), status = document.getElementById("status"), says = box.dataset;
  const labels = says.labels.split("|"), most = 50;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let rows = null, loading = null, telling = 0;

  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = says.names;
    script.onload = () => { rows = window.registerNames.map((row) => [row, plain(`${row[0]} ${row[1]}`)]); done(); };
    script.onerror = () => { loading = null; failed(); };
    document.head.append(script);
  });

  const line = ([name, vendor, id, data, kinds]) => {
    const li = document.createElement("li"), link = document.createElement("a"), p = document.createElement("p");
    link.href = `${says.home}contracts/${id}.html`;
    link.textContent = name;
    li.append(link);
    if (vendor) {
      const by = document.createElement("span");
      by.className = "by";
      by.textContent = vendor;
      li.append(" ", by);
    }
    const told = labels.filter((_, place) => data & (1 << place)).join(", ");
    p.textContent = `${says.collects}: ${told || (kinds ? "" : says.untold)}${told && kinds ? `. ${says.kinds}: ` : ""}`;
    if (kinds) {
      const own = document.createElement("span");
      own.lang = "en"; // as the district wrote it
      own.textContent = kinds;
      p.append(own);
    }
    li.append(p);
    return li;
  };

  const show = () => {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? rows.filter(([, text]) => words.every((word) => text.includes(word))).map(([row]) => row) : [];
    all.hidden = words.length > 0;
    found.replaceChildren(...hits.slice(0, most).map(line));
    const text = !words.length ? "" : !hits.length ? says.none
      : (hits.length > most ? says.first : says.found).replace("{number}", hits.length).replace("{most}", most);
    clearTimeout(telling); // a screen reader hears the number once the typing rests
    telling = setTimeout(() => { status.textContent = text; }, 400);
  };

  const type = () => load().then(show, () => { box.hidden = true; all.hidden = false; });
  find.addEventListener("focus", () => load().catch(() => {}));
  find.addEventListener("input", type);
  box.hidden = false;
  if (find.value) type(); // the browser went back to this page
})();
