// What a page can do besides being read, where scripts are on. Every page is whole without this file.
//
// - A clause's number is its link: choosing it also copies the address.
// - A redline shows the changes of the chosen natures only.
// - The index searches the clauses of all agreements in force (`clauses.js` beside each agreement, fetched when the
//   search is first used).
//
// What was done is said in a live region. The words come as `data-*` attributes of the script's element.
"use strict";
(() => {
  const w = document.currentScript.dataset;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const fill = (word, n) => word.replace("{n}", n);

  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  document.body.append(said);
  let silence;
  const say = (words) => {
    said.textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => (said.textContent = ""), 4000);
  };

  const copying = () => {
    for (const number of document.querySelectorAll(".body a:is(.number, .anchor)")) {
      number.title = w.copy;
      number.addEventListener("click", () =>
        navigator.clipboard?.writeText(number.href).then(() => say(w.copied), () => {}));
    }
  };

  // beside the text the contents are always open; on a phone they close when a line is chosen
  const contents = () => {
    const details = document.querySelector(".toc details");
    if (!details) return;
    const wide = matchMedia("(min-width: 60rem)");
    const follow = () => (details.open = wide.matches);
    wide.addEventListener("change", follow);
    details.addEventListener("click", (event) => {
      if (!wide.matches && event.target.closest("a")) details.open = false;
    });
    follow();
  };

  const filter = () => {
    const groups = [...document.querySelectorAll(".changes details[data-nature]")];
    const place = document.querySelector(".switch");
    if (!place || groups.length < 2) return;
    const row = make("p", { className: "natures" }, make("span", { className: "role", textContent: w.show }));
    for (const group of groups) {
      const box = make("input", { type: "checkbox", checked: true });
      const changes = [...group.querySelectorAll("li > a")].map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))));
      box.addEventListener("change", () => {
        changes.forEach((change) => (change.hidden = !box.checked));
        say(fill(w.shown, document.querySelectorAll(".change:not(.same, [hidden])").length));
      });
      row.append(make("label", {}, box, " " + group.querySelector(".name").textContent));
    }
    place.append(row);
  };

  const search = () => {
    const agreements = [...document.querySelectorAll(".category:not(.recent) .name a")];
    const head = document.querySelector(".page-index .title");
    if (!head || !agreements.length) return;
    const input = make("input", { type: "search", autocomplete: "off" });
    const count = make("p", { className: "meta" });
    count.setAttribute("role", "status");
    const results = make("ol");
    const box = make("div", { className: "search" }, make("label", {}, make("span", { textContent: w.search }), input), count, results);
    box.setAttribute("role", "search");
    head.append(box);

    const plain = (s) => s.normalize("NFKC").toLowerCase();
    const clauses = [];
    // called by every `clauses.js`
    window.engross = (rows) => {
      const from = agreements.find((a) => beside(a) === document.currentScript.src);
      if (from) rows.forEach(([id, number, heading, words]) => clauses.push({ from, id, number, heading, words, all: plain(`${from.textContent} ${number} ${heading} ${words}`) }));
    };
    const beside = (a) => new URL("clauses.js", a.href).href;
    let fetched;
    const fetchAll = () => (fetched ??= Promise.all(agreements.map((a) => new Promise((done) =>
      document.head.append(make("script", { src: beside(a), onload: done, onerror: done }))))));
    const find = async () => {
      await fetchAll();
      const terms = plain(input.value).split(/\s+/).filter(Boolean);
      const found = terms.length ? clauses.filter((c) => terms.every((t) => c.all.includes(t))) : [];
      const rank = (c) => (terms.some((t) => plain(c.heading).includes(t)) ? 0 : 1);
      found.sort((a, b) => rank(a) - rank(b) || agreements.indexOf(a.from) - agreements.indexOf(b.from));
      results.replaceChildren(...found.slice(0, 30).map((c) => line(c, terms)));
      count.textContent = !terms.length ? "" : found.length ? fill(w.found, found.length) : w.none;
    };
    const line = ({ from, id, number, heading, words }, terms) => {
      const link = make("a", { href: `${from.href}#${id}` }, make("span", { className: "agreement", textContent: from.textContent }), " ", `${number} ${heading}`.trim());
      return make("li", { lang: from.lang }, link, make("p", {}, ...excerpt(words, terms)));
    };
    // the words around the first term, with every term marked
    const excerpt = (words, terms) => {
      const low = words.toLowerCase();
      const first = Math.min(...terms.map((t) => low.indexOf(t)).filter((i) => i >= 0), words.length);
      const start = first === words.length ? 0 : Math.max(0, first - 30);
      const cut = words.slice(start, start + 110);
      const pattern = new RegExp(`(${terms.map((t) => t.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`, "i");
      const parts = cut.split(pattern).map((part, i) => (i % 2 ? make("mark", { textContent: part }) : part));
      return [start ? "…" : "", ...parts, start + 110 < words.length ? "…" : ""];
    };
    let soon;
    input.addEventListener("focus", fetchAll);
    input.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(find, 120);
    });
  };

  copying();
  contents();
  filter();
  search();
})();
