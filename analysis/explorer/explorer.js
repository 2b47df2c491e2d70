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
function numberCells(place, year, column) {
  return arms().map((arm) => {
    const row = cell(tableShown(), state.indicator, arm.key, place, year), mark = arm.key === state.scenario && arms().length > 1 ? "arm " : "";
    if (!row) return element("td", "–", { class: mark, title: word("explorer_none") });
    return element("td", columnSpan(row, column) + (unsure(row) ? asked() : ""), { class: mark + (unsure(row) ? "unsure" : ""), "data-number": [arm.key, state.indicator, place, year].join("|") });
  });
}
function drawTables() {
  const column = columnOf(data.places.map((place) => place.id), [state.year]), all = columnOf([state.place], data.years);
  const title = `${named(data.indicators[state.indicator])} · ${word("explorer_" + state.show)} · ${state.year}${bracketed(column.unit)}`, kept = document.activeElement && document.activeElement.dataset.place;
  by("table-title").textContent = title;
  by("table").classList.toggle("narrow", arms().length < 2);
  fill("table", title, [word("explorer_place"), ...arms().map(named)], data.places.map((place) => {
    const row = element("tr", undefined, place.id === state.place ? { class: "chosen" } : {}), first = element("th", undefined, { scope: "row" });
    const choose = element("button", named(place), { type: "button", "data-place": place.id, "aria-pressed": place.id === state.place });
    choose.addEventListener("click", () => change({ place: place.id }));
    first.append(choose);
    row.append(first, ...numberCells(place.id, state.year, column));
    return row;
  }));
  // The button that was pressed is a new one now; a reader at the keyboard stays where they were.
  if (kept) by("table").querySelector(`[data-place="${CSS.escape(kept)}"]`).focus();
  const own = Object.keys(data.levels[state.indicator]).some((name) => name.startsWith(data.baseline + "|"));
  by("paths-title").textContent = word("explorer_paths") + (all.unit ? ` · ${all.unit}` : "");
  by("table-note").textContent = word(isEffect() ? "explorer_cell" : "explorer_cell_level") + (own && !isEffect() ? word("explorer_beside").replace("{name}", titled(front())) : "");
  fill("path-table", by("chart-title").textContent + bracketed(all.unit), [word("explorer_year"), ...arms().map(named)], data.years.map((year) => {
    const row = element("tr", undefined, year === state.year ? { class: "chosen" } : {});
    row.append(element("th", String(year), { scope: "row" }), ...numberCells(state.place, year, all));
    return row;
  }));
}
function targetText(met) {
  const shown = `${met.share} % (${met.low}–${met.high})`;
  if (met.before) return `${shown} · ${word("reached_before")}`;
  if (met.most && met.first) return `${shown} · ${met.first}`;
  return met.off ? `${shown} · ${named(met.off)}` : shown;
}
function targetRows(list) {
  return list.map((one) => {
    const row = element("tr"), marks = (one.paid_for ? " ＊" : "") + (one.reached ? " †" : "");
    row.append(element("td", one.id), element("th", named(one) + marks, { scope: "row" }), element("td", `${one.goal[state.lang]} · ${one.date}`));
    data.scenarios.forEach((arm) => {
      const met = one.met[arm.key];
      row.append(element("td", met ? targetText(met) : "–", { class: met && met.most ? "met" : "unsure", "data-number": [arm.key, one.id].join("|") }));
    });
    return row;
  });
}
// Targets that come out as in the baseline in every scenario are folded, as in the report.
function drawTargets() {
  if (!data.targets.length) { by("targets-section").hidden = true; return; }
  const heads = [word("story_number"), word("explorer_target"), word("explorer_goal"), ...data.scenarios.map(named)], at = state.lang === "zh" ? 0 : 1;
  const touched = data.targets.filter((one) => one.touched), same = data.targets.filter((one) => !one.touched), reached = data.targets.filter((one) => one.reached);
  const fold = word("report_same_fold").replace("{n}", same.length);
  fill("targets", word("explorer_targets"), heads, targetRows(touched));
  fill("same", fold, heads, targetRows(same));
  by("targets").hidden = !touched.length;
  by("same-targets").hidden = !same.length;
  by("same-title").textContent = fold;
  by("targets-reached").textContent = reached.length ? word("explorer_targets_reached").replace("{said}", reached.map((one) => `${one.id} ${one.reached[at]}`).join(at ? "; " : "；")) : "";
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
    const years = `${data.years[0]}–${data.years[data.years.length - 1]}`, told = others.map(named).join(state.lang === "zh" ? "、" : ", ");
    const against = state.lang === "zh" ? `${told}，对照“${titled(data.baseline)}”，${years}年。` : `${told} against “${titled(data.baseline)}”, ${years}. `;
    by("claim").textContent = `${against}${word("explorer_claim")}${data.lost[state.lang] ? " " + data.lost[state.lang] : ""}`;
    by("chart-note").textContent = `${data.counts[state.lang]} · ${word(isEffect() ? "explorer_band" : "explorer_band_level")}`;
    const source = data.source, hashes = Object.entries(source.scenarios).map((pair) => pair.join(" "));
    by("source").textContent = [word("report_mark"), `baiqianwan ${source.version} ${source.code}`, source.region, ...hashes, `${state.lang === "zh" ? word("report_seed") : "seed"} ${source.seed}`, data.counts[state.lang]].join(" · ");
    drawTargets();
  }
  Object.assign(by("year"), { min: data.years[0], max: data.years[data.years.length - 1], value: state.year });
  by("year").setAttribute("aria-valuetext", String(state.year));
  by("year-shown").textContent = state.year;
  ["indicator", "place", "show", "scenario"].forEach((id) => { by(id).value = state[id]; });
}
// A box a scenario takes it out of the chart and puts it back; the one in front stays.
function drawArms() {
  if (arms().length < 2) { by("arms").replaceChildren(); return; }
  const boxes = arms().map((arm) => {
    const label = element("label"), box = element("input", undefined, { type: "checkbox", "data-arm": arm.key });
    box.checked = !isHidden(arm);
    box.disabled = arm.key === state.scenario;
    box.addEventListener("change", () => {
      const names = new Set(state.hidden.split(" ").filter(Boolean));
      if (box.checked) names.delete(arm.key); else names.add(arm.key);
      change({ hidden: [...names].join(" ") });
    });
    label.append(box, " " + named(arm));
    return label;
  });
  const kept = document.activeElement && document.activeElement.dataset.arm;
  by("arms").replaceChildren(word("explorer_arms") + " ", ...boxes);
  if (kept) by("arms").querySelector(`[data-arm="${CSS.escape(kept)}"]`).focus();
}
function draw() {
  writeControls();
  by("sentence").textContent = sentence();
  drawArms();
  drawChart();
  drawTables();
  drawMap();
  drawWhy();
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
    if (key === "hidden") found.hidden = value.split(" ").filter((name) => data.scenarios.some((one) => one.key === name)).join(" ");
    if ((allowed.get(key) || []).includes(value)) found[key] = key === "year" ? Number(value) : value;
  });
  Object.assign(apart, { effect: START.scenario, level: START.scenario });
  settle(found);
  if (location.hash) remember();
}
// Values of the file in the unit that the page shows, without exponents; a cell that a spreadsheet would run is quoted.
function csvUnit(item) {
  const share = (isEffect() && item.how === "pct") || item.unit === "share";
  const unit = !share ? unitWord(item.unit) : isEffect() && item.how !== "pct" ? word("story_points") : "%";
  return [share ? 100 : 1, unit];
}
function csvNumber(value, scale) {
  if (missing(value)) return "";
  const exact = Number((value * scale).toPrecision(12)), text = String(exact);
  return text.includes("e") ? exact.toFixed(20).replace(/\.?0+$/, "") : text;
}
function csv() {
  const quoted = (value) => {
    const text = String(value ?? ""), safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const key = state.indicator, item = data.indicators[key], measures = ["mean", "q05", "q25", "q75", "q95"];
  const [scale, unit] = csvUnit(item), lines = [word("explorer_csv_heads").split("|")];
  arms().forEach((arm) => data.places.forEach((place) => data.years.forEach((year) => {
    const row = cell(tableShown(), key, arm.key, place.id, year);
    if (row) lines.push([named(item), word("explorer_" + state.show), unit, named(arm), named(place), year, data.pairs[arm.key] ?? data.pairs[front()], ...measures.map((name) => csvNumber(row[name], scale)), key, arm.key, place.id]);
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
  drawChart();
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
