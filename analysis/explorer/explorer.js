"use strict";
// The explorer. Numbers come from the page's data and are only formatted here; nothing is computed again.
const data = JSON.parse(document.getElementById("data").textContent);
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];
const DASHES = ["solid", [10, 3], [6, 3, 2, 3], [2, 3], [12, 3, 2, 3, 2, 3], [5, 2], [2, 2]];
const SCALE = ["#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788"];
const GREY = "#707070";
const by = (id) => document.getElementById(id);
const others = data.scenarios.filter((one) => one.key !== data.baseline);
const state = { lang: document.documentElement.lang === "en" ? "en" : "zh", indicator: Object.keys(data.indicators)[0],
  place: data.places[0].id, show: "effect", scenario: others[others.length - 1].key, year: data.years[data.years.length - 1] };

// --- words and numbers -------------------------------------------------------------------------------------
const word = (key) => data.words[key][state.lang === "zh" ? 0 : 1];
const named = (one) => one[state.lang];
const placed = (id) => named(data.places.find((place) => place.id === id));
const titled = (key) => named(data.scenarios.find((one) => one.key === key));
const grouped = (value, digits) => value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const missing = (value) => value === null || value === undefined;

function withSign(value, text, sign) { return sign && value >= 0 ? "+" + text : text; }
function positive(text) { return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text; }

function percent(share, digits, sign) { return withSign(share, (100 * share).toFixed(digits), sign) + " %"; }
function digitsOf(share) { const size = Math.abs(share); return size >= 0.1 ? 1 : size >= 0.001 ? 2 : 3; }

function money(yuan, sign, size) {
  const large = size === undefined ? Math.abs(yuan) : size;
  const [scale, unit] = state.lang === "zh" ? (large >= 1e7 ? [1e8, "亿元"] : [1e4, "万元"]) : large >= 1e9 ? [1e9, "bn"] : [1e6, "m"];
  const digits = large >= 1e7 && large < 10 * scale && scale > 1e6 ? 2 : 1;
  const shown = positive(grouped(yuan / scale, digits));
  return withSign(parseFloat(shown.replace(/,/g, "")), shown, sign) + " " + unit;
}
function plain(value) { const size = Math.abs(value); return grouped(value, size >= 100 ? 0 : size >= 1 ? 2 : 4); }
function inUnit(value, unit, sign) {
  if (unit === "share") return percent(value, 1, sign);
  if (unit === "yuan" || unit === "yuan of 2022") return money(value, sign);
  const text = unit === "persons" || unit === "firms" ? grouped(value, 0) : plain(value);
  return withSign(value > 0 ? 1 : -1, positive(text), sign);
}
function effectText(value, key) {
  if (missing(value)) return "–";
  const item = data.indicators[key];
  if (item.how === "pct") return percent(value, digitsOf(value), true);
  if (item.unit === "share") {
    const points = withSign(value > 0 ? 1 : -1, (100 * value).toFixed(2), true);
    return points + (state.lang === "zh" ? "" : " ") + word("story_points");
  }
  return inUnit(value, item.unit, true);
}
const shownText = (value, key) => (state.show === "effect" ? effectText(value, key) : missing(value) ? "–" : inUnit(value, data.indicators[key].unit, false));

function cell(table, key, scenario, place, year) {
  const found = ((data[table][key] || {})[scenario] || {})[place];
  if (!found) return null;
  const at = data.years.indexOf(year), row = {};
  for (const name of Object.keys(found)) row[name] = found[name][at];
  return missing(row.mean) ? null : row;
}
function direction(row) {
  if (row.q05 === 0 && row.q95 === 0) return "unchanged";
  if (data.pairs < 2 || !(row.q05 > 0 || row.q95 < 0)) return "uncertain";
  return row.q05 > 0 ? "up" : "down";
}

// --- what is said ------------------------------------------------------------------------------------------
function sentence() {
  const row = cell("effects", state.indicator, state.scenario, state.place, state.year);
  const name = named(data.indicators[state.indicator]), where = placed(state.place), title = titled(state.scenario);
  if (!row) return "–";
  const way = direction(row), effect = effectText(row.mean, state.indicator);
  const band = effectText(row.q05, state.indicator) + " … " + effectText(row.q95, state.indicator);
  if (way === "unchanged") {
    return state.lang === "zh" ? `${state.year}年，“${title}”未改变${where}的${name}。` : `In ${state.year}, “${title}” leaves ${name} of ${where} as it is.`;
  }
  const few = data.pairs < 5 ? word("story_few").replace("{n}", data.pairs) : "";
  if (state.lang === "zh") {
    return `${state.year}年，“${title}”使${where}的${name}变化${effect}（90%的成对模拟在${band}之间，${data.pairs}对）` + (way === "uncertain" ? "，方向不确定" : "") + few + "。";
  }
  return `In ${state.year}, “${title}” changes ${name} of ${where} by ${effect} (90 % of paired runs lie within ${band}; ${data.pairs} pairs)` + (way === "uncertain" ? "; the direction is uncertain" : "") + few + ".";
}

// --- pictures ----------------------------------------------------------------------------------------------
const chart = echarts.init(by("chart"), null, { renderer: "svg" });
const map = data.map ? echarts.init(by("map"), null, { renderer: "svg" }) : null;
if (map) echarts.registerMap("region", data.map); else by("map-figure").hidden = true;

function arms() { return state.show === "effect" ? others : data.scenarios; }
function scaled(key, values) {
  const item = data.indicators[key], largest = Math.max(...values.map(Math.abs), 1e-12);
  if (state.show === "effect" && item.how === "pct") return [0.01, "%"];
  if (item.unit === "share") return [0.01, state.show === "effect" ? word("story_points") : "%"];
  if (item.unit.startsWith("yuan") && largest >= 1e6) return state.lang === "zh" ? (largest >= 1e8 ? [1e8, "亿元"] : [1e4, "万元"]) : largest >= 1e9 ? [1e9, "bn yuan"] : [1e6, "m yuan"];
  if (largest >= 1e5) return state.lang === "zh" ? [1e4, "万"] : [1e3, "thousand"];
  return [1, item.unit.startsWith("yuan") ? (state.lang === "zh" ? "元" : "yuan") : ""];
}
const FONT = { fontFamily: "bqw-cjk, system-ui, sans-serif" };

function drawChart() {
  const table = state.show === "effect" ? "effects" : "levels", key = state.indicator;
  const shown = arms().map((arm) => [arm, ((data[table][key] || {})[arm.key] || {})[state.place]]).filter((pair) => pair[1]);
  const all = shown.flatMap((pair) => [...pair[1].q05, ...pair[1].q95]).filter((value) => !missing(value));
  const [scale, unit] = scaled(key, all), series = [];
  shown.forEach(([arm, found]) => {
    const position = others.indexOf(arm), grey = arm.key === data.baseline;
    const colour = grey ? GREY : COLOURS[position % COLOURS.length], name = named(arm);
    const part = (low, high, opacity, stack) => {
      const base = { type: "line", stack, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
      series.push({ ...base, name: "", data: found[low].map((value) => (missing(value) ? null : value / scale)) });
      series.push({ ...base, name: "", areaStyle: { color: colour, opacity }, data: found[high].map((value, at) => (missing(value) ? null : (value - found[low][at]) / scale)) });
    };
    part("q05", "q95", 0.12, arm.key + "90");
    part("q25", "q75", 0.24, arm.key + "50");
    series.push({ type: "line", name, data: found.mean.map((value) => (missing(value) ? null : value / scale)), symbol: "none", color: colour,
      lineStyle: { width: 2.2, color: colour, type: grey ? [6, 4] : DASHES[position % DASHES.length] },
      endLabel: { show: true, formatter: () => name, color: colour, ...FONT, fontSize: 13, distance: 6 }, labelLayout: { moveOverlap: "shiftY" } });
  });
  if (state.show === "effect") series.push({ type: "line", name: "", data: data.years.map(() => 0), symbol: "none", silent: true, lineStyle: { color: "#444", width: 1 }, tooltip: { show: false } });
  chart.setOption({
    animation: false, textStyle: FONT, aria: { enabled: true, label: { description: sentence() } },
    grid: { left: 64, right: 150, top: 30, bottom: 30 },
    xAxis: { type: "category", data: data.years.map(String), boundaryGap: false, axisLine: { onZero: false } },
    yAxis: { type: "value", scale: true, name: unit, nameTextStyle: { align: "right" }, axisLabel: { formatter: (value) => grouped(value, value % 1 ? 2 : 0).replace(/\.?0+$/, (tail) => (value % 1 ? tail.replace(/0+$/, "").replace(/\.$/, "") : tail)) } },
    tooltip: { trigger: "axis", formatter: (points) => tooltip(points) }, series,
  }, true);
  by("chart-title").textContent = `${placed(state.place)} · ${named(data.indicators[key])} · ${word("explorer_" + state.show)}`;
  by("chart").setAttribute("aria-label", by("chart-title").textContent + ". " + sentence());
}
function tooltip(points) {
  if (!points.length) return "";
  const year = data.years[points[0].dataIndex], table = state.show === "effect" ? "effects" : "levels";
  const lines = arms().map((arm) => { const row = cell(table, state.indicator, arm.key, state.place, year); return row ? `${escaped(named(arm))}: ${span(row)}` : ""; });
  return [String(year), ...lines.filter(Boolean)].join("<br>");
}
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);
const span = (row) => `${shownText(row.mean, state.indicator)} (${shownText(row.q05, state.indicator)} … ${shownText(row.q95, state.indicator)})`;

function drawMap() {
  if (!map) return;
  const table = state.show === "effect" ? "effects" : "levels", counties = data.places.filter((place) => place.level === "county");
  const rows = counties.map((place) => [place, cell(table, state.indicator, state.scenario, place.id, state.year)]);
  const values = rows.filter((pair) => pair[1]).map((pair) => pair[1].mean), effect = state.show === "effect";
  const most = Math.max(...values.map(Math.abs), 1e-12), limits = effect ? [-most, most] : [Math.min(...values), Math.max(...values)];
  const items = rows.map(([place, row]) => {
    const unsure = row && effect && direction(row) === "uncertain";
    return { name: place.id, value: row ? row.mean : NaN, selected: place.id === state.place,
      label: { show: true, formatter: named(place) + "\n" + (row ? shownText(row.mean, state.indicator) + (unsure ? " ?" : "") : "–") },
      itemStyle: unsure ? { borderType: "dashed", opacity: 0.45 } : {} };
  });
  map.setOption({
    animation: false, textStyle: FONT, aria: { enabled: true, label: { description: by("table-title").textContent } },
    visualMap: { type: "continuous", min: limits[0], max: limits[1], calculable: false, left: 0, bottom: 0, itemHeight: 90, itemWidth: 12,
      inRange: { color: effect ? SCALE : ["#f7fbff", "#c6dbef", "#6baed6", "#08519c"] }, formatter: (value) => shownText(value, state.indicator), text: [shownText(limits[1], state.indicator), shownText(limits[0], state.indicator)] },
    tooltip: { formatter: (point) => { const row = cell(table, state.indicator, state.scenario, point.name, state.year); return row ? `${escaped(placed(point.name))}: ${span(row)}` : escaped(placed(point.name)); } },
    series: [{ type: "map", map: "region", roam: false, selectedMode: "single", data: items, left: 70, right: 10, top: 10, bottom: 10,
      label: { fontSize: 11, ...FONT, textBorderColor: "#fff", textBorderWidth: 2.5, color: "#111" }, itemStyle: { borderColor: "#555", borderWidth: 0.8 },
      select: { itemStyle: { areaColor: null, borderColor: "#000", borderWidth: 2.2 }, label: { color: "#111" } }, emphasis: { itemStyle: { areaColor: null, borderWidth: 2 }, label: { color: "#111" } } }],
  }, true);
  const about = effect ? `${titled(state.scenario)} · ${word("explorer_effect")}` : titled(state.scenario);
  by("map-title").textContent = `${about} · ${state.year}`;
  by("map").setAttribute("aria-label", `${about}, ${state.year}: ` + rows.map(([place, row]) => `${named(place)} ${row ? shownText(row.mean, state.indicator) : "–"}`).join("; "));
}

// --- tables ------------------------------------------------------------------------------------------------
function element(name, text, attributes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
function fill(id, heads, rows) {
  const head = element("tr");
  heads.forEach((text) => head.append(element("th", text, { scope: "col" })));
  const body = element("tbody");
  rows.forEach((row) => body.append(row));
  const top = element("thead");
  top.append(head);
  by(id).replaceChildren(top, body);
}
function numberCell(row, names) {
  if (!row) return element("td", "–");
  const unsure = state.show === "effect" && direction(row) === "uncertain";
  return element("td", span(row), { class: unsure ? "unsure" : "", "data-number": names.join("|") });
}
function drawTable() {
  const table = state.show === "effect" ? "effects" : "levels";
  by("table-title").textContent = `${named(data.indicators[state.indicator])} · ${word("explorer_" + state.show)} · ${state.year}`;
  fill("table", [word("explorer_place"), ...arms().map(named)], data.places.map((place) => {
    const row = element("tr", undefined, { class: place.id === state.place ? "chosen" : "" }), first = element("th", undefined, { scope: "row" });
    const choose = element("button", named(place), { type: "button" });
    choose.addEventListener("click", () => change({ place: place.id }));
    first.append(choose);
    row.append(first, ...arms().map((arm) => numberCell(cell(table, state.indicator, arm.key, place.id, state.year), [arm.key, state.indicator, place.id, state.year])));
    return row;
  }));
  by("table-note").textContent = word(state.show === "effect" ? "explorer_cell" : "explorer_cell_level");
  fill("path-table", [word("explorer_year"), ...arms().map(named)], data.years.map((year) => {
    const row = element("tr");
    row.append(element("th", String(year), { scope: "row" }), ...arms().map((arm) => numberCell(cell(table, state.indicator, arm.key, state.place, year), [arm.key, state.indicator, state.place, year])));
    return row;
  }));
}
function drawTargets() {
  if (!data.targets.length) { by("targets-section").hidden = true; return; }
  fill("targets", ["", word("explorer_target"), word("explorer_goal"), ...data.scenarios.map(named)], data.targets.map((one) => {
    const row = element("tr");
    row.append(element("th", one.id, { scope: "row" }), element("th", named(one) + (one.paid_for ? " ＊" : "")), element("td", `${one.goal[state.lang]}, ${one.date}`));
    data.scenarios.forEach((arm) => {
      const met = one.met[arm.key], share = (value) => (100 * value).toFixed(0);
      row.append(element("td", met ? `${share(met[0])} % (${share(met[1])}–${share(met[2])})` + (met[3] ? ` · ${met[3]}` : "") : "–", { "data-number": [arm.key, one.id].join("|") }));
    });
    return row;
  }));
}

// --- controls ----------------------------------------------------------------------------------------------
function options(id, list, chosen) {
  by(id).replaceChildren(...list.map((one) => (one.group ? grouping(one) : element("option", one.text, { value: one.value }))));
  by(id).value = chosen;
}
function grouping(one) {
  const made = element("optgroup", undefined, { label: one.group });
  made.append(...one.list.map((inner) => element("option", inner.text, { value: inner.value })));
  return made;
}
function writeControls() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = word(node.dataset.word); });
  const themes = Object.entries(data.themes).filter((pair) => pair[1].length);
  options("indicator", themes.map(([theme, keys]) => ({ group: word("explorer_" + theme), list: keys.map((key) => ({ value: key, text: named(data.indicators[key]) })) })), state.indicator);
  options("place", data.places.map((place) => ({ value: place.id, text: named(place) })), state.place);
  options("show", ["effect", "level"].map((one) => ({ value: one, text: word("explorer_" + one) })), state.show);
  options("scenario", (state.show === "effect" ? others : data.scenarios).map((one) => ({ value: one.key, text: named(one) })), state.scenario);
  Object.assign(by("year"), { min: data.years[0], max: data.years[data.years.length - 1], value: state.year });
  by("year-shown").textContent = state.year;
  by("language").textContent = state.lang === "zh" ? "English" : "中文";
  by("language").setAttribute("lang", state.lang === "zh" ? "en" : "zh-CN");
  by("title").textContent = document.title = `${named(data.places[0])} · ${word("explorer_title")}`;
  by("claim").textContent = `${word("explorer_claim")} ${others.map(named).join(" · ")} / ${titled(data.baseline)}, ${data.years[0]}–${data.years[data.years.length - 1]}`;
  by("chart-note").textContent = `n = ${data.pairs} · ${word("explorer_band")}`;
  by("map-note").textContent = word("explorer_map");
  by("source").textContent = `baiqianwan ${data.source.version} · ${data.source.code} · ${data.source.region} · seed ${data.source.seed} · n = ${data.pairs} · ${word("report_mark")}`;
}
function draw() {
  if (state.show === "effect" && state.scenario === data.baseline) state.scenario = others[others.length - 1].key;
  writeControls();
  by("sentence").textContent = sentence();
  drawTable();
  drawTargets();
  drawChart();
  drawMap();
  window.drawn = (window.drawn || 0) + 1;
}
function change(what) {
  Object.assign(state, what);
  const kept = Object.entries(state).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  history.replaceState(null, "", "#" + kept);
  draw();
}
function fromHash() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const allowed = { lang: ["zh", "en"], indicator: Object.keys(data.indicators), place: data.places.map((one) => one.id), show: ["effect", "level"],
    scenario: data.scenarios.map((one) => one.key), year: data.years.map(String) };
  Object.entries(given).forEach(([key, value]) => { if ((allowed[key] || []).includes(value)) state[key] = key === "year" ? Number(value) : value; });
}
function csv() {
  const quoted = (value) => { const text = String(value ?? ""); return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
  const table = state.show === "effect" ? "effects" : "levels", item = data.indicators[state.indicator];
  const measures = ["mean", "q05", "q25", "q75", "q95"], lines = [["indicator", "unit", "scenario", "place", "year", ...measures]];
  const unit = state.show === "effect" && item.how === "pct" ? "share" : item.unit;
  arms().forEach((arm) => data.places.forEach((place) => data.years.forEach((year) => {
    const row = cell(table, state.indicator, arm.key, place.id, year);
    if (row) lines.push([named(item), unit, named(arm), named(place), year, ...measures.map((name) => row[name])]);
  })));
  return "\ufeff" + lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}
function download() {
  const link = element("a", undefined, { download: `${state.indicator}-${state.show}.csv`, href: URL.createObjectURL(new Blob([csv()], { type: "text/csv" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
["indicator", "place", "show", "scenario"].forEach((id) => by(id).addEventListener("change", (event) => change({ [id]: event.target.value })));
by("year").addEventListener("input", (event) => change({ year: Number(event.target.value) }));
by("language").addEventListener("click", () => change({ lang: state.lang === "zh" ? "en" : "zh" }));
by("download").addEventListener("click", download);
by("print").addEventListener("click", () => window.print());
by("controls").addEventListener("submit", (event) => event.preventDefault());
if (map) map.on("click", (point) => { if (point.name) change({ place: point.name }); });
const resized = () => { chart.resize(); if (map) map.resize(); };
window.addEventListener("resize", resized);
window.addEventListener("beforeprint", resized);
window.addEventListener("afterprint", resized);
window.addEventListener("hashchange", () => { fromHash(); draw(); });
fromHash();
draw();
document.fonts.ready.then(resized);
