// Tables, controls, and the state that the address keeps. Numbers come from the page's data and are only formatted here.
function element(name, text, attributes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
function fill(id, title, heads, rows) {
  const head = element("tr"), top = element("thead"), body = element("tbody");
  heads.forEach((text) => head.append(element("th", text, { scope: "col" })));
  top.append(head);
  body.append(...rows);
  by(id).replaceChildren(element("caption", title, { class: "unseen" }), top, body);
}
function numberCells(place, year) {
  return arms().map((arm) => {
    const row = cell(tableShown(), state.indicator, arm.key, place, year), mark = arm.key === state.scenario && arms().length > 1 ? "arm " : "";
    if (!row) return element("td", "–", { class: mark, title: word("explorer_none") });
    return element("td", span(row) + (unsure(row) ? " ?" : ""), { class: mark + (unsure(row) ? "unsure" : ""), "data-number": [arm.key, state.indicator, place, year].join("|") });
  });
}
function drawTables() {
  const title = `${named(data.indicators[state.indicator])} · ${word("explorer_" + state.show)} · ${state.year}`, kept = document.activeElement && document.activeElement.dataset.place;
  by("table-title").textContent = title;
  fill("table", title, [word("explorer_place"), ...arms().map(named)], data.places.map((place) => {
    const row = element("tr", undefined, place.id === state.place ? { class: "chosen" } : {}), first = element("th", undefined, { scope: "row" });
    const choose = element("button", named(place), { type: "button", "data-place": place.id, "aria-pressed": place.id === state.place });
    choose.addEventListener("click", () => change({ place: place.id }));
    first.append(choose);
    row.append(first, ...numberCells(place.id, state.year));
    return row;
  }));
  // The button that was pressed is a new one now; a reader at the keyboard stays where they were.
  if (kept) by("table").querySelector(`[data-place="${CSS.escape(kept)}"]`).focus();
  const own = Object.keys(data.levels[state.indicator]).some((name) => name.startsWith(data.baseline + "|"));
  by("table-note").textContent = word(isEffect() ? "explorer_cell" : "explorer_cell_level") + (own && !isEffect() ? word("explorer_beside").replace("{name}", titled(front())) : "");
  fill("path-table", by("chart-title").textContent, [word("explorer_year"), ...arms().map(named)], data.years.map((year) => {
    const row = element("tr", undefined, year === state.year ? { class: "chosen" } : {});
    row.append(element("th", String(year), { scope: "row" }), ...numberCells(state.place, year));
    return row;
  }));
}
function targetText(met) {
  const shown = `${met.share} % (${met.low}–${met.high})`;
  if (met.before) return `${shown} · ${word("reached_before")}`;
  if (met.most && met.first) return `${shown} · ${met.first}`;
  return met.off ? `${shown} · ${named(met.off)}` : shown;
}
function drawTargets() {
  if (!data.targets.length) { by("targets-section").hidden = true; return; }
  fill("targets", word("explorer_targets"), [word("story_number"), word("explorer_target"), word("explorer_goal"), ...data.scenarios.map(named)], data.targets.map((one) => {
    const row = element("tr");
    row.append(element("td", one.id), element("th", named(one) + (one.paid_for ? " ＊" : ""), { scope: "row" }), element("td", `${one.goal[state.lang]} · ${one.date}`));
    data.scenarios.forEach((arm) => {
      const met = one.met[arm.key];
      row.append(element("td", met ? targetText(met) : "–", { class: met && met.most ? "met" : "unsure", "data-number": [arm.key, one.id].join("|") }));
    });
    return row;
  }));
}
function options(id, groups) {
  const made = groups.map(([name, list]) => {
    const inner = list.map((one) => element("option", one.text, { value: one.value }));
    if (!name) return inner;
    const group = element("optgroup", undefined, { label: name });
    group.append(...inner);
    return [group];
  });
  by(id).replaceChildren(...made.flat());
}
// Words of the controls change with the language and with what is shown, and with nothing else.
let written = "";
function writeControls() {
  const wanted = `${state.lang} ${state.show}`;
  if (written !== wanted) {
    written = wanted;
    document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
    document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = word(node.dataset.word); });
    options("indicator", Object.entries(data.themes).filter((pair) => pair[1].length).map(([theme, keys]) => [word("explorer_" + theme), keys.map((key) => ({ value: key, text: named(data.indicators[key]) }))]));
    const levels = ["city", "group", "county"].map((level) => [word("explorer_" + level), data.places.filter((place) => place.level === level)]);
    options("place", levels.filter((pair) => pair[1].length).map(([name, list]) => [name, list.map((place) => ({ value: place.id, text: named(place) }))]));
    options("show", [["", ["effect", "level"].map((one) => ({ value: one, text: word("explorer_" + one) }))]]);
    options("scenario", [["", arms().map((one) => ({ value: one.key, text: named(one) }))]]);
    by("language").textContent = state.lang === "zh" ? "English" : "中文";
    by("language").setAttribute("lang", state.lang === "zh" ? "en" : "zh-CN");
    by("title").textContent = document.title = `${named(data.places[0])} · ${word("explorer_title")}`;
    by("claim").textContent = `${others.map(named).join(state.lang === "zh" ? "、" : ", ")} / ${titled(data.baseline)}, ${data.years[0]}–${data.years[data.years.length - 1]}. ${word("explorer_claim")} ${data.lost[state.lang]}`;
    by("chart-note").textContent = `${data.counts[state.lang]} · ${word(isEffect() ? "explorer_band" : "explorer_band_level")}`;
    const source = data.source, hashes = Object.entries(source.scenarios).map((pair) => pair.join(" "));
    by("source").textContent = [word("report_mark"), `baiqianwan ${source.version} ${source.code}`, source.region, ...hashes, `seed ${source.seed}`, data.counts[state.lang]].join(" · ");
    drawTargets();
  }
  Object.assign(by("year"), { min: data.years[0], max: data.years[data.years.length - 1], value: state.year });
  by("year").setAttribute("aria-valuetext", String(state.year));
  by("year-shown").textContent = state.year;
  ["indicator", "place", "show", "scenario"].forEach((id) => { by(id).value = state[id]; });
}
function draw() {
  writeControls();
  by("sentence").textContent = sentence();
  drawChart();
  drawTables();
  drawMap();
}
function remember() {
  const kept = Object.entries(state).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  history.replaceState(null, "", "#" + kept);
}
function change(what) {
  settle(what);
  remember();
  draw();
}
// Whatever an address says, only what the page knows is taken; what it does not say is as the page opens.
function fromHash() {
  const found = { ...START };
  const allowed = new Map([["lang", ["zh", "en"]], ["indicator", Object.keys(data.indicators)], ["place", data.places.map((one) => one.id)], ["show", ["effect", "level"]],
    ["scenario", data.scenarios.map((one) => one.key)], ["year", data.years.map(String)]]);
  new URLSearchParams(location.hash.slice(1)).forEach((value, key) => {
    if ((allowed.get(key) || []).includes(value)) found[key] = key === "year" ? Number(value) : value;
  });
  Object.assign(apart, { effect: START.scenario, level: START.scenario });
  settle(found);
  if (location.hash) remember();
}
function csv() {
  const quoted = (value) => { const text = String(value ?? ""); return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
  const key = state.indicator, item = data.indicators[key], measures = ["mean", "q05", "q25", "q75", "q95"];
  const unit = isEffect() && item.how === "pct" ? "share" : item.unit, lines = [["indicator", "name", "shown", "unit", "scenario", "title", "place", "place_name", "year", "n", ...measures]];
  arms().forEach((arm) => data.places.forEach((place) => data.years.forEach((year) => {
    const row = cell(tableShown(), key, arm.key, place.id, year);
    if (row) lines.push([key, named(item), state.show, unit, arm.key, named(arm), place.id, named(place), year, data.pairs[arm.key] ?? data.pairs[front()], ...measures.map((name) => row[name])]);
  })));
  return "\ufeff" + lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}
function download() {
  const link = element("a", undefined, { download: `${state.indicator}-${state.show}.csv`, href: URL.createObjectURL(new Blob([csv()], { type: "text/csv" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
function resized() {
  // On paper pictures shrink as they are; their frames have no height of their own there.
  if (matchMedia("print").matches) return;
  chart.resize();
  drawEnds();
  if (map) map.resize();
  drawLeaders();
}
["indicator", "place", "show", "scenario"].forEach((id) => by(id).addEventListener("change", (event) => change({ [id]: event.target.value })));
by("year").addEventListener("input", (event) => change({ year: Number(event.target.value) }));
by("language").addEventListener("click", () => change({ lang: state.lang === "zh" ? "en" : "zh" }));
by("download").addEventListener("click", download);
by("print").addEventListener("click", () => window.print());
by("controls").addEventListener("submit", (event) => event.preventDefault());
if (map) map.on("click", (point) => { if (point.name) change({ place: point.name }); });
window.addEventListener("resize", resized);
window.addEventListener("hashchange", () => { fromHash(); draw(); });
fromHash();
draw();
document.fonts.ready.then(resized);
