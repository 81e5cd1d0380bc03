// Search within the site. The page works without this: it lists all titles.
// Nothing is fetched before a reader types, or came with a question (?q=).
//
// The rules for words are those of generator/internal/search, where they are
// explained; a test holds both to be equal.

const letters = "(?:(?![\\u02BC\\p{Script=Han}])[\\p{L}\\p{N}])";
const tokens = new RegExp(`\\p{Script=Han}+|${letters}(?:${letters}|\\p{Mn})*(?:['’\\u02BC\`](?:${letters}|\\p{Mn})+)*`, "gu");
const isLetter = new RegExp(`^${letters}$`, "u");
const isHan = /^\p{Script=Han}/u;

const special = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ґ: "г" };

export function fold(word) {
  let out = "";
  let n = 0;
  for (const c of word.normalize("NFKC")) {
    for (const small of c.toLowerCase()) {
      if (n === 24) return out;
      if (!isLetter.test(small)) continue;
      out += special[small] ?? (/[\u00C0-\u024F\u1E00-\u1EFF]/.test(small) ? [...small.normalize("NFD")][0] : small);
      n++;
    }
  }
  return out;
}

const list = (words) => words.split(/\s+/).sort((a, b) => b.length - a.length);
const whole = new Map();
for (const group of `день дня дню днем дні днів дням днями днях = дн | рівень рівня рівню рівнем рівні рівнів рівнях рівнями = рівн |
  тиждень тижня тижні тижнів тижнем = тижн | ступінь ступеня ступеню ступенем ступені ступенів ступеням ступенями ступенях = ступ |
  січень = сочн | червень = червн | липень = липн | серпень = серпн | вересень = вересн | жовтень = жовтн | квітень = квотн |
  травень = травн | грудень = грудн | березень = березн | людина людини людині людину людиною люди людей людям людьми людях = люд |
  імя імені іменем імена імен іменам іменами іменах імям = імен | ім = імен | осінь осені осінню = осін |
  камінь каменю каменя = камен | захід заходу заходом заході заходи заходів заходам заходами заходах = заход`.split("|")) {
  const [words, stem] = group.split("=");
  for (const w of words.trim().split(/\s+/)) whole.set(w, stem.trim());
}
const endings = list(`ієві іями ями ами ові еві єві ого ього ому ьому ими іми ією єю ьою ою ею ієм іям іях ія ії ію іє ій ий ей
  ам ям ах ях ом ем єм им ім їм их іх їх ої ьої ую юю ує ують юють уючи а е и і о у ю я є ї ь й`);
const suffixes = list("івськ ївськ овськ евськ єв ів їв ов ев ськ ам ом ям ем им ім");
const verbal = list("увал ював ував уват юват анн енн янн ан ен ян ал ил ав ив ат ит");

const cut = (w, ending, remain) => (w.endsWith(ending) && w.length - ending.length >= remain ? w.slice(0, -ending.length) : w);
const cutFirst = (w, from, remain) => {
  const ending = from.find((e) => cut(w, e, remain) !== w);
  return ending ? cut(w, ending, remain) : w;
};

export function stem(word) {
  if (!/^[\u0400-\u052F]/.test(word)) return word;
  if (whole.has(word)) return whole.get(word);
  let w = cutFirst(cut(cut(word, "ся", 4), "сь", 4), endings, 3);
  for (let i = 0; i < 2; i++) {
    const before = w;
    w = cutFirst(w, suffixes, 3);
    if (w === before) w = cutFirst(w, verbal, 4);
    w = cut(cut(cut(w, "ь", 3), "й", 3), "е", 3);
  }
  return settled(w);
}

function settled(w) {
  const r = [...w];
  const n = r.length;
  if (n > 3 && "кц".includes(r[n - 1]) && "оеє".includes(r[n - 2])) {
    if (r[n - 2] === "є") r[n - 2] = "й";
    else r.splice(n - 2, 1);
  }
  const last = r.length - 1;
  if (r[last] === "ц") r[last] = "к";
  else if (r[last] === "з") r[last] = "г";
  for (let i = last; i > 0; i--) {
    if (!"аеиіоуюяєї".includes(r[i])) continue;
    if (i < last && r[i] === "і") r[i] = "о";
    else if (i < last && r[i] === "ї") r[i] = "є";
    break;
  }
  return r.join("");
}

const pairs = (run) => {
  const c = [...run];
  return c.map((one, i) => (one + (c[i + 1] ?? "")).normalize("NFKC"));
};

export function terms(text) {
  return (text.match(tokens) ?? []).flatMap((t) => (isHan.test(t) ? pairs(t) : [stem(fold(t))]));
}

// Words that decide nothing beside others.
const slight = new Set("а в з і й о у із зі та на до за по від для про при the of and in at".split(" ").map(stem));

// What is asked for: one entry for each term, the last word also as the
// beginning of others.
function questions(text) {
  const found = text.match(tokens) ?? [];
  const asked = new Map();
  found.forEach((t, i) => {
    if (isHan.test(t)) {
      const two = pairs(t);
      if (two.length > 1) two.pop();
      // Of a long run every other pair will do: fewer parts are fetched.
      for (const p of two.filter((_, i) => two.length < 4 || i % 2 === 0 || i === two.length - 1)) asked.set(p, { term: p, starts: two.length === 1 && [...t].length === 1 ? [p] : [] });
    } else {
      const folded = fold(t);
      const term = stem(folded);
      const starts = i === found.length - 1 ? [folded, term].filter((s) => s.length > 1) : [];
      if (folded) asked.set(term, { term, starts });
    }
  });
  const all = [...asked.values()];
  const weighty = all.filter((q) => !slight.has(q.term));
  return weighty.length ? weighty : all;
}

// A phrase as it is compared with titles.
const phrase = (text) => (text.match(tokens) ?? []).map((t) => (isHan.test(t) ? t : fold(t))).join(" ");

// The two layouts of a keyboard, key by key.
const latinKeys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.\\~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>|";
const cyrillicKeys = "'йцукенгшщзхїфівапролджєячсмитьбюґ'ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮҐ";
function otherLayout(text) {
  const [from, to] = /[а-яіїєґ]/iu.test(text) ? [cyrillicKeys, latinKeys] : [latinKeys, cyrillicKeys];
  return [...text].map((c) => to[from.lastIndexOf(c)] ?? c).join("");
}

// Order by code points, as the index is.
function before(a, b) {
  const x = [...a];
  const y = [...b];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const d = x[i].codePointAt(0) - y[i].codePointAt(0);
    if (d) return d < 0;
  }
  return x.length < y.length;
}

// The names of a record, each with its language: the first is the title.
function namesOf(record) {
  const names = [];
  for (let i = 6; i < record.length; i += 2) names.push([record[i], record[i + 1] ?? ""]);
  return names;
}

const weights = [24, 16, 6, 2]; // title, name, heading, text
const manyParts = 3; // that are fetched for the beginning of a word
export const shownAtOnce = 10;

export class Index {
  constructor(address, fetchJSON) {
    this.address = address;
    this.fetch = fetchJSON;
    this.parts = new Map();
  }

  open() {
    this.directory ??= this.fetch(this.address).catch((fault) => {
      this.directory = undefined;
      throw fault;
    });
    return this.directory;
  }

  async part(kind, n) {
    const d = await this.open();
    const name = `${d.parts}${kind}.${(kind === "t" ? d.digests : d.shown).slice(n * 10, n * 10 + 10)}.json`;
    if (!this.parts.has(name)) this.parts.set(name, this.fetch(name));
    return this.parts.get(name).catch((fault) => {
      this.parts.delete(name);
      throw fault;
    });
  }

  // The part that a term is in: the last that does not begin behind it.
  place(d, term) {
    let low = 0;
    let high = d.terms.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (before(term, d.terms[middle])) high = middle;
      else low = middle;
    }
    return low;
  }

  async near(d, question) {
    const wanted = new Set([this.place(d, question.term)]);
    for (const start of question.starts) {
      const first = this.place(d, start);
      for (let n = first; n < first + manyParts && n < d.terms.length; n++) {
        if (n === first || d.terms[n].startsWith(start)) wanted.add(n);
      }
    }
    return Promise.all([...wanted].map((n) => this.part("t", n)));
  }

  // The documents that a term leads to, each with what it counts.
  async answer(d, question) {
    const best = new Map();
    for (const part of await this.near(d, question)) {
      for (const [term, places] of Object.entries(part)) {
        const whole = term === question.term;
        if (!whole && !question.starts.some((s) => term.startsWith(s))) continue;
        let often = places.reduce((sum, docs) => sum + docs.length, 0);
        let rarity = whole ? 2 : 1;
        for (; often * 2 <= d.documents; often *= 2) rarity += whole ? 2 : 1;
        places.forEach((docs, p) => {
          let at = 0;
          for (const distance of docs) {
            at += distance;
            best.set(at, Math.max(best.get(at) ?? 0, weights[p] * rarity));
          }
        });
      }
    }
    return best;
  }

  // The numbers of documents, the best first.
  async ask(text) {
    const d = await this.open();
    const asked = questions(text);
    const found = new Map();
    if (!d.terms.length) return [];
    for (const best of await Promise.all(asked.map((q) => this.answer(d, q)))) {
      for (const [doc, worth] of best) {
        const f = found.get(doc) ?? { doc, cover: 0, worth: 0 };
        f.cover++;
        f.worth += worth;
        found.set(doc, f);
      }
    }
    const all = [...found.values()];
    const most = all.reduce((m, f) => Math.max(m, f.cover), 0);
    const least = asked.length > 2 ? Math.max(most - 1, 1) : most;
    return all
      .filter((f) => f.cover >= least)
      .sort((a, b) => b.cover - a.cover || b.worth - a.worth || a.doc - b.doc)
      .map((f) => f.doc);
  }

  async records(docs) {
    const d = await this.open();
    return Promise.all(
      docs.map(async (doc) => {
        const n = Math.floor((doc - 1) / d.each);
        return (await this.part("d", n))[(doc - 1) % d.each];
      }),
    );
  }

  // The first results; those whose title holds the phrase come before others.
  async first(docs, text) {
    const wanted = phrase(text);
    const holds = (record) => {
      const names = namesOf(record).map(([name]) => phrase(name));
      return names.includes(wanted) ? 2 : names.some((n) => n.includes(wanted)) ? 1 : 0;
    };
    const records = await this.records(docs.slice(0, shownAtOnce));
    return records.map((r) => [holds(r), r]).sort((a, b) => b[0] - a[0]).map(([, r]) => r);
  }

  // What was probably meant: the names whose words are nearest.
  async suggest(text) {
    const d = await this.open();
    if (!d.terms.length) return [];
    const near = new Map();
    for (const q of questions(text)) {
      if (q.term.length < (isHan.test(q.term) ? 2 : 3)) continue;
      const starts = [[...q.term][0], q.term];
      for (const part of await this.near(d, { term: q.term, starts })) {
        for (const [term, [titles, names = []]] of Object.entries(part)) {
          const doc = titles[0] ?? names[0];
          const far = doc ? slips(q.term, term) : Infinity;
          if (far <= Math.max(1, Math.floor(q.term.length / 3))) near.set(doc, Math.min(far, near.get(doc) ?? far));
        }
      }
    }
    return [...near].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, 3).map(([doc]) => doc);
  }
}

// How many letters are too many, too few, wrong or swapped between two words.
function slips(a, b) {
  let older = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    older = old;
    old = row;
  }
  return old[b.length];
}

// From here on: the page.

if (globalThis.document) start();

function start() {
  const form = document.querySelector(".search-form");
  const input = form.q;
  const section = document.getElementById("results");
  const status = document.getElementById("search-status");
  const ol = document.getElementById("search-list");
  const more = document.getElementById("search-more");
  const said = Object.fromEntries([...document.querySelectorAll("#search-words li")].map((li) => [li.dataset.key, li.textContent]));
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const index = new Index(form.dataset.index, async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.status);
    return response.json();
  });
  const title = document.title;
  let turn = 0; // of the last question: answers to earlier ones come too late

  const element = (name, content, className) => {
    const e = document.createElement(name);
    e.append(...[content].flat());
    if (className) e.className = className;
    return e;
  };

  // A text whose words that were asked for are marked.
  function marked(text, asked) {
    const ranges = [];
    const mark = (from, to) => {
      const last = ranges.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(to, last[1]);
      else ranges.push([from, to]);
    };
    for (const m of text.matchAll(tokens)) {
      if (isHan.test(m[0])) {
        const c = [...m[0]];
        let at = m.index;
        c.forEach((one, i) => {
          const pair = one + (c[i + 1] ?? "");
          if (asked.some((q) => q.term === pair)) mark(at, at + pair.length);
          else if (asked.some((q) => q.term === one)) mark(at, at + one.length);
          at += one.length;
        });
      } else {
        const word = fold(m[0]);
        const root = stem(word);
        if (asked.some((q) => q.term === root || q.starts.some((s) => word.startsWith(s) || root.startsWith(s)))) mark(m.index, m.index + m[0].length);
      }
    }
    let done = 0;
    const nodes = ranges.flatMap(([from, to]) => {
      const before = text.slice(done, from);
      done = to;
      return [before, element("mark", text.slice(from, to))];
    });
    return [...nodes, text.slice(done)];
  }

  const inLanguage = (e, tag) => {
    if (tag) e.lang = tag;
    return e;
  };

  function item(record, asked) {
    const [url, kind, date, iso, lede, hreflang] = record;
    const [[name, tag], ...others] = namesOf(record);
    const a = inLanguage(element("a", marked(name, asked)), tag);
    a.href = url;
    if (hreflang) a.hreflang = hreflang;
    const meta = element("p", element("span", said["kind." + kind] ?? "", "what"), "item-meta");
    if (date) {
      const time = element("time", date);
      if (iso) time.dateTime = iso;
      meta.append(" ", time);
    }
    const li = element("li", [meta, element("p", a, "item-title")], "item");
    if (others.length) li.append(element("p", others.flatMap(([other, its]) => [inLanguage(element("span", marked(other, asked)), its), " "]), "other-names"));
    if (lede) li.append(element("p", marked(lede, asked), "item-lede"));
    return li;
  }

  function say(text, ...links) {
    status.replaceChildren(text, ...links);
    section.hidden = !text;
  }

  async function answer(text) {
    let asked = text;
    let docs = await index.ask(text);
    let note = "";
    if (!docs.length) {
      const other = otherLayout(text);
      docs = await index.ask(other);
      if (docs.length) {
        asked = other;
        note = said.layout.replace("{q}", other) + " ";
      }
    }
    if (!docs.length) return { note: said.none.replace("{q}", text), near: await index.records(await index.suggest(text)) };
    const count = said["count." + plural.select(docs.length)] ?? said["count.other"];
    return { note: note + count.replace("{n}", number.format(docs.length)), docs, words: questions(asked), first: await index.first(docs, asked) };
  }

  async function search() {
    const mine = ++turn;
    const text = input.value.trim();
    document.title = text ? text + " — " + title : title;
    if (!questions(text).length) {
      ol.replaceChildren();
      more.hidden = true;
      return say("");
    }
    let found;
    try {
      found = await answer(text);
    } catch {
      if (mine !== turn) return;
      const again = element("button", said.again, "search-again");
      again.type = "button";
      again.onclick = search;
      ol.replaceChildren();
      more.hidden = true;
      return say(said.error + " ", again);
    }
    if (mine !== turn) return;
    const { note, docs = [], words = [], first = [], near = [] } = found;
    ol.replaceChildren(...first.map((r) => item(r, words)), ...near.map((r) => item(r, [])));
    let shown = first.length;
    more.hidden = shown >= docs.length;
    more.onclick = async () => {
      const next = await index.records(docs.slice(shown, shown + shownAtOnce));
      const items = next.map((r) => item(r, words));
      shown += next.length;
      more.hidden = shown >= docs.length;
      ol.append(...items);
      items[0]?.querySelector("a").focus();
    };
    say(note + (near.length ? " " + said.near : ""));
  }

  const address = (text) => (text ? "?q=" + encodeURIComponent(text) : location.pathname);
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";

  input.addEventListener("input", () => {
    search();
    history.replaceState(null, "", address(input.value.trim()));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim() !== asked().trim()) history.pushState(null, "", address(input.value.trim()));
    search();
  });
  addEventListener("popstate", () => {
    input.value = asked();
    search();
  });
  if (input.value || asked()) {
    input.value = asked() || input.value;
    search();
  }
}
