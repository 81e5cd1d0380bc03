// The preview's part in a page: shows what has changed as soon as it has been
// built, and what is wrong over the page that was good last. It touches the
// page only where the page itself has changed.

const reconnect = 1000; // ms: the preview was stopped and may be started again
const remembered = "diglot-bar"; // in localStorage: "hidden"

// key tells what this page was made from: the part before the dot is of its
// text, the one behind it of its stylesheets.
let key = performance.getEntriesByType("navigation")[0]?.serverTiming?.find(t => t.name === "key")?.description ?? "";
let generation = 0;
let busy = Promise.resolve();

// element makes an element. Whatever comes from the author is text, never markup.
function element(name, properties = {}, ...children) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...children);
  return e;
}

// ---- The page ----

// refresh takes over what has changed of the page.
async function refresh(wanted) {
  if (wanted === key) return;
  const response = await fetch(location.pathname, { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const before = key;
  key = response.headers.get("X-Key") ?? "";
  await dress(fresh);
  if (before.split(".")[0] === key.split(".")[0] && key !== "") return; // the stylesheet alone has changed
  if (programs(fresh) !== programs(document) || fresh.querySelector('meta[http-equiv="refresh" i]')) {
    location.reload();
    return;
  }
  head(fresh);
  body(fresh);
}

// dress exchanges the stylesheets that differ. The old one goes when the new
// one is there, so that the page is never bare.
async function dress(fresh) {
  const sheets = root => [...root.querySelectorAll('head > link[rel="stylesheet"]')];
  const have = sheets(document), want = sheets(fresh);
  const known = link => have.some(h => h.getAttribute("href") === link.getAttribute("href"));
  await Promise.all(want.filter(link => !known(link)).map(link => new Promise(done => {
    const added = document.importNode(link);
    added.onload = added.onerror = done;
    document.head.append(added);
  })));
  for (const h of have) {
    if (!want.some(link => link.getAttribute("href") === h.getAttribute("href"))) h.remove();
  }
}

// programs names the scripts of a page, which cannot be exchanged while they run.
function programs(root) {
  return [...root.querySelectorAll("script[src]")].map(s => s.getAttribute("src")).join(" ");
}

// head takes over title, language, and what the page says of itself.
function head(fresh) {
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  document.body.className = fresh.body.className;
  const said = "meta[name], meta[property], link[rel=canonical], link[rel=alternate], script[type='application/ld+json']";
  for (const old of document.head.querySelectorAll(said)) old.remove();
  for (const e of fresh.head.querySelectorAll(said)) document.head.append(document.importNode(e, true));
}

// body exchanges those parts of the body that differ, and leaves the reader
// where he is.
function body(fresh) {
  const place = whereabouts();
  const parts = root => [...root.body.children].filter(e => e.localName !== "script");
  const have = parts(document), want = parts(fresh);
  want.forEach((part, i) => {
    const old = have[i];
    const added = document.importNode(part, true);
    if (!old) {
      document.body.append(added);
    } else if (!old.isEqualNode(part)) {
      unfold(old, added);
      old.replaceWith(added);
    }
  });
  for (const old of have.slice(want.length)) old.remove();
  place();
}

// unfold opens and closes the details of new contents as those of the old ones
// were: the same by their id, else by their place.
function unfold(old, added) {
  const now = [...added.querySelectorAll("details")];
  [...old.querySelectorAll("details")].forEach((d, i) => {
    const same = d.id ? now.find(n => n.id === d.id) : now[i];
    if (same) same.open = d.open;
  });
}

// whereabouts returns a function that restores scroll and focus. The nearest
// heading or block with an id is held in its place, so that text which grows
// above does not move what is being read.
function whereabouts() {
  const { scrollX: x, scrollY: y } = window;
  const top = e => e.getBoundingClientRect().top;
  const anchor = [...document.querySelectorAll("main [id]")].filter(e => top(e) <= innerHeight / 2).at(-1);
  const id = anchor?.id, was = anchor && top(anchor);
  const focused = document.activeElement, place = alike(focused).indexOf(focused);
  return () => {
    const now = id && document.getElementById(id);
    scrollTo({ left: x, top: now && y > 0 ? scrollY + top(now) - was : y, behavior: "instant" });
    if (!focused.isConnected) (document.getElementById(focused.id) ?? alike(focused)[place])?.focus({ preventScroll: true });
  };
}

// alike are the elements of the page that a reader could take for this one: of
// the same kind, leading to the same place.
function alike(e) {
  const same = name => other => other.getAttribute(name) === e.getAttribute(name);
  return [...document.body.querySelectorAll(e.localName)].filter(same("href")).filter(same("name"));
}

// ---- The bar and the findings ----

const host = element("diglot-preview");
const shadow = host.attachShadow({ mode: "open" });
const bar = element("div", { className: "bar" });
const findings = element("section", { id: "findings", hidden: true, tabIndex: 0 });
const alert = element("p", { className: "alert" });
alert.setAttribute("role", "alert");
const said = element("p", { className: "said" }); // of what a button has done
said.setAttribute("role", "status");
const frame = element("aside", { className: "frame" }, alert, findings, bar, said);
const look = element("link", { rel: "stylesheet", href: "/_/preview.css" });
frame.hidden = true; // until it is dressed
look.onload = () => { frame.hidden = false; };
shadow.append(look, frame);
document.documentElement.append(host);
document.body.style.paddingBottom = "4rem"; // the end of the page is not below the bar

let dismissed = ""; // the findings that were closed
let asked = false; // somebody opened the findings: they stay when they are warnings
let shown = ""; // those that stand there
let last = null;

// open shows or hides the findings.
function open(yes) {
  findings.hidden = !yes;
  bar.querySelector("button.found")?.setAttribute("aria-expanded", String(yes));
}

// show tells what was found, in the words of the terminal.
function show(told) {
  last = told;
  frame.setAttribute("aria-label", told.Words.Title);
  findings.setAttribute("aria-label", told.Words.Found);
  const text = JSON.stringify(told.Problems ?? []);
  if (text !== shown) {
    shown = text;
    findings.replaceChildren(...(told.Problems ?? []).flatMap(file => [
      element("h2", {}, file.File || told.Words.Generator),
      ...file.List.map(p => element("pre", { className: p.Severity }, ...(p.Place ? [opener(p.Place)] : []), p.Text.slice(p.Place.length))),
    ]));
    alert.textContent = told.Failing ? told.Words.Since : "";
  }
  alert.hidden = !told.Failing;
  frame.classList.toggle("failing", told.Failing);
  draw(told);
  asked &&= told.Summary !== "";
  open(told.Failing ? text !== dismissed : asked);
}

// draw makes the bar.
function draw(told) {
  const hidden = localStorage.getItem(remembered) === "hidden";
  const button = (className, text, onclick) => element("button", { type: "button", className, onclick }, text);
  const parts = [];
  if (told.Summary !== "") {
    const found = button("found", told.Summary, () => {
      const yes = findings.hidden;
      asked = yes && !last.Failing;
      dismissed = yes ? "" : shown;
      open(yes);
      if (!findings.hidden) findings.focus();
    });
    found.setAttribute("aria-controls", "findings");
    found.setAttribute("aria-expanded", String(!findings.hidden));
    parts.push(found);
  }
  if (!hidden) {
    const b = told.Bar;
    if (b.Lang) parts.push(element("span", {}, b.Lang));
    for (const e of b.Editions ?? []) parts.push(element("a", { href: e.URL, lang: e.Tag, hreflang: e.Tag }, e.Name));
    if (b.File) parts.push(opener(`${b.File}:${b.Line}`, b.File));
    for (const badge of b.Badges ?? []) parts.push(element("strong", { className: "badge" }, badge));
    parts.push(element("a", { href: "/_/", className: "end" }, told.Words.Dashboard));
  }
  const toggle = button("toggle", hidden ? told.Words.Title : told.Words.Hide, () => {
    localStorage.setItem(remembered, hidden ? "shown" : "hidden");
    draw(last);
    bar.querySelector("button.toggle").focus();
  });
  toggle.setAttribute("aria-expanded", String(!hidden));
  parts.push(toggle);
  frame.classList.toggle("small", hidden && told.Summary === "");
  bar.replaceChildren(...parts);
}

// opener is a button that opens a place in the author's editor; where there is
// none it copies the path. It says what has become of it.
function opener(place, text = place) {
  const say = answer => { said.textContent = answer; };
  return element("button", { type: "button", className: "place", title: last.Words.Edit, async onclick() {
    say("");
    if (!last.Opens) {
      const path = [last.Dir, ...place.replace(/(:\d+)+$/, "").split("/")].join(last.Dir.includes("\\") ? "\\" : "/");
      await navigator.clipboard.writeText(path).then(() => say(last.Words.Copied.replace("…", () => path)), () => say(path));
      return;
    }
    const form = new URLSearchParams({ token: last.Token, place });
    await fetch("/_/open", { method: "POST", body: form }).then(async r => { if (!r.ok) say(await r.text()); }, e => say(String(e)));
  } }, text);
}

document.addEventListener("keydown", e => {
  if (e.key !== "Escape" || findings.hidden) return;
  asked = false;
  dismissed = shown;
  open(false);
});

// ---- The line to the preview ----

let source = null;

function connect() {
  source?.close();
  source = new EventSource("/_/events?" + new URLSearchParams({ path: decodeURIComponent(location.pathname) }));
  source.onmessage = e => {
    const told = JSON.parse(e.data);
    busy = busy.then(() => refresh(told.Key)).catch(() => {}).then(() => {
      show(told);
      generation = told.Generation;
      host.dataset.generation = String(generation);
    });
  };
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
    setTimeout(connect, reconnect);
  };
}

// A browser opens six lines to one place and no more: a page that nobody sees
// gives its own back, and is told everything when it is looked at again.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connect();
  else source?.close();
});
addEventListener("pageshow", e => { if (e.persisted) connect(); });
connect();
