// The chart and the map.
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];
const DASHES = ["solid", [10, 3], [6, 3, 2, 3], [2, 3], [12, 3, 2, 3, 2, 3], [5, 2], [2, 2]];
// Above and below the baseline, as in pictures of the report; not the colours of better and worse.
const DIVERGING = data.diverging;
const RISING = ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5"];
const GREY = "#707070", HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1.3, 6], rotation: -Math.PI / 4, color: "rgba(0, 0, 0, 0.55)" };
const FONT = { fontFamily: "bqw-cjk, system-ui, sans-serif" };
const chart = echarts.init(by("chart"), null, { renderer: "svg" });
const map = data.map ? echarts.init(by("map"), null, { renderer: "svg" }) : null;
if (map) echarts.registerMap("region", data.map); else by("map-figure").hidden = true;

const arms = () => (isEffect() ? others : data.scenarios);
// Scenarios may be taken out of the chart, so that a small effect is seen beside a large one; the one in front stays.
const isHidden = (arm) => arm.key !== state.scenario && state.hidden.split(" ").includes(arm.key);
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);
const scaledValues = (values, scale) => values.map((value) => (missing(value) ? null : value / scale));

function axisUnit(key, values) {
  const item = data.indicators[key], zh = state.lang === "zh", largest = Math.max(...values.map(Math.abs), 1e-12);
  const of = item.unit === "yuan of 2022" ? (zh ? "（2022年价）" : " of 2022") : "";
  if (isEffect() && item.how === "pct") return [0.01, "%"];
  if (item.unit === "share") return [0.01, isEffect() ? word("story_points") : "%"];
  if (MONEY.includes(item.unit)) {
    if (zh) return largest >= 1e8 ? [1e8, "亿元" + of] : [1e4, "万元" + of];
    return largest >= 1e9 ? [1e9, "bn yuan" + of] : [1e6, "m yuan" + of];
  }
  const unit = BARE.includes(item.unit) ? "" : unitWord(item.unit);
  if (largest >= 1e5) return zh ? [1e4, "万" + unit] : [1e3, "thousand " + unit];
  return [1, unit];
}
const axisNumber = (value) => String(Number(value.toPrecision(10))).replace("-", "−").replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

// A band is two stacked lines on a category axis: its lower end, unseen, and its height.
function band(found, [low, high], scale, colour, opacity, stack) {
  const base = { type: "line", name: "", stack, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  const height = found[high].map((value, at) => (missing(value) ? null : (value - found[low][at]) / scale));
  return [{ ...base, data: scaledValues(found[low], scale) }, { ...base, areaStyle: { color: colour, opacity }, data: height }];
}
// Names at the ends of lines, moved down or up until none covers another.
let ends = [];
const ROOM = 164, LETTER = 7.6, LINE = 16, SLIM = 460, EDGE = 14;
// On a narrow screen names beside the lines would leave no room for these: they stand above them.
const slim = () => chart.getWidth() < SLIM;
function wrapped(text, room) {
  const most = Math.floor((room - 10) / LETTER), lines = [""], wide = (part) => [...part].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1.8 : 1), 0);
  for (const piece of text.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s*|\s+/g) || []) {
    if (lines[lines.length - 1] && wide(lines[lines.length - 1] + piece.trimEnd()) > most) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines;
}
function drawEnds() {
  const width = chart.getWidth(), height = chart.getHeight();
  by("ends").setAttribute("viewBox", `0 0 ${width} ${height}`);
  const labels = ends.map(({ arm, value }) => ({ arm, lines: wrapped(named(arm), slim() ? width : ROOM), at: chart.convertToPixel({ yAxisIndex: 0 }, value) })).sort((one, other) => one.at - other.at);
  labels.forEach((one, number) => {
    one.top = one.at - (LINE * one.lines.length) / 2;
    if (number) one.top = Math.max(one.top, labels[number - 1].top + LINE * labels[number - 1].lines.length);
  });
  if (slim()) labels.reduce((top, one) => { one.top = top; return top + LINE * one.lines.length; }, 0);
  else for (let number = labels.length - 1, limit = height; number >= 0; number--) {
    labels[number].top = Math.min(labels[number].top, limit - LINE * labels[number].lines.length);
    limit = labels[number].top;
  }
  by("ends").replaceChildren(...labels.flatMap(({ arm, lines, top }) => lines.map((line, number) => {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    const bold = arm.key === state.scenario ? "bold" : "normal", colour = arm.key === data.baseline ? GREY : COLOURS[others.indexOf(arm) % COLOURS.length];
    Object.entries({ x: slim() ? EDGE : width - ROOM + 6, y: top + LINE * number + 12, fill: colour, "font-size": 13, "font-weight": bold }).forEach(([key, value]) => text.setAttribute(key, value));
    text.textContent = line;
    return text;
  })));
}
// What stands in a frame that has nothing to show.
function empty(id, text) {
  by(`${id}-empty`).textContent = text;
  by(`${id}-empty`).hidden = !text;
  [by(id), by(id === "map" ? "leaders" : "ends")].forEach((one) => { one.style.visibility = text ? "hidden" : ""; });
}
function drawChart() {
  const key = state.indicator, all = data[tableShown()][key] || {};
  const shown = arms().filter((arm) => !isHidden(arm)).map((arm) => [arm, (all[arm.key] || {})[state.place]]).filter((pair) => pair[1]);
  const values = shown.flatMap((pair) => [...pair[1].q05, ...pair[1].q95]).filter((value) => !missing(value));
  empty("chart", values.length ? "" : word("explorer_none"));
  const [scale, unit] = axisUnit(key, values), series = [];
  shown.forEach(([arm, found]) => {
    const position = others.indexOf(arm), baseline = arm.key === data.baseline, chosen = arm.key === state.scenario;
    const colour = baseline ? GREY : COLOURS[position % COLOURS.length], strength = chosen ? 1 : 0.55;
    series.push(...band(found, ["q05", "q95"], scale, colour, 0.16 * strength, arm.key + "90"), ...band(found, ["q25", "q75"], scale, colour, 0.28 * strength, arm.key + "50"));
    series.push({ type: "line", name: named(arm), data: scaledValues(found.mean, scale), symbol: "none", color: colour, z: chosen ? 4 : 3,
      lineStyle: { width: chosen ? 3 : 1.7, color: colour, type: baseline ? [6, 4] : DASHES[position % DASHES.length] }, });
  });
  if (isEffect()) series.push({ type: "line", name: "", data: data.years.map(() => 0), symbol: "none", silent: true, lineStyle: { color: "#444", width: 1 }, tooltip: { show: false } });
  series.push({ type: "line", name: "", data: [], markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: "#999", type: [3, 3], width: 1 }, data: [{ xAxis: String(state.year) }] } });
  chart.setOption({
    animation: false, textStyle: FONT, aria: { enabled: false }, grid: { left: 66, right: slim() ? EDGE : ROOM, top: 30 + (slim() ? LINE * shown.flatMap(([arm]) => wrapped(named(arm), chart.getWidth())).length : 0), bottom: 30 },
    xAxis: { type: "category", data: data.years.map(String), boundaryGap: false, axisLine: { onZero: false } },
    yAxis: { type: "value", scale: true, name: unit, nameTextStyle: { align: "left", padding: [0, 0, 0, -50] }, axisLabel: { formatter: axisNumber } },
    tooltip: { trigger: "axis", formatter: tooltip }, series,
  }, true);
  ends = shown.map(([arm, found]) => ({ arm, value: found.mean[found.mean.length - 1] / scale })).filter((one) => Number.isFinite(one.value));
  drawEnds();
  by("chart-title").textContent = `${placed(state.place)} · ${named(data.indicators[key])} · ${word("explorer_" + state.show)}`;
  by("chart").setAttribute("aria-label", `${by("chart-title").textContent}. ${sentence()}`);
}
function tooltip(points) {
  if (!points.length) return "";
  const year = data.years[points[0].dataIndex];
  const lines = arms().map((arm) => [arm, cell(tableShown(), state.indicator, arm.key, state.place, year)]).filter((pair) => pair[1]);
  return [String(year), ...lines.map(([arm, row]) => `${escaped(named(arm))}: ${escaped(span(row))}`)].join("<br>");
}

// Large counties keep their labels; a label that would cover another moves to the nearest free spot, with a leader.
const extents = new Map();
if (data.map) data.map.features.forEach((feature) => {
  const flat = feature.geometry.coordinates.flat(feature.geometry.type === "Polygon" ? 1 : 2), xs = flat.map((point) => point[0]), ys = flat.map((point) => point[1]);
  extents.set(feature.properties.name, (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys)));
});
const latitude = data.map ? data.map.features[0].geometry.coordinates.flat(Infinity)[1] : 0;
const MOVES = [];
for (let dx = -150; dx <= 150; dx += 6) for (let dy = -72; dy <= 72; dy += 6) MOVES.push({ dx, dy, far: Math.hypot(dx, 1.5 * dy) });
MOVES.sort((one, other) => one.far - other.far);
const SMALLEST = 3, BESIDE = 58;
const moved = { rects: [], leaders: [] };
function layLabel(label) {
  if (label.dataIndex === 0) { moved.rects = []; moved.leaders = []; }
  // The smallest places have no room for a label: theirs stands outside, on a line.
  const least = extents.size > 4 && label.dataIndex >= extents.size - SMALLEST ? BESIDE : 0;
  const { x, y, width, height } = label.labelRect, right = map.getWidth(), bottom = map.getHeight();
  const free = (dx, dy) => x + dx >= 0 && x + dx + width <= right && y + dy >= 0 && y + dy + height <= bottom
    && moved.rects.every((one) => x + dx >= one.x + one.width + 3 || x + dx + width + 3 <= one.x || y + dy >= one.y + one.height + 1 || y + dy + height + 1 <= one.y);
  const { dx, dy } = MOVES.find((one) => one.far >= least && free(one.dx, one.dy)) || { dx: 0, dy: 0 };
  moved.rects.push({ x: x + dx, y: y + dy, width, height });
  if (Math.hypot(dx, dy) > 12) {
    const from = [x + width / 2, y + height / 2], to = [Math.min(Math.max(from[0], x + dx), x + dx + width), Math.min(Math.max(from[1], y + dy), y + dy + height)];
    moved.leaders.push([...from, ...to]);
  }
  return { dx, dy };
}
// Pictures that know their own size shrink with the paper.
function sized(one) {
  const drawing = one.getDom().querySelector("svg");
  drawing.setAttribute("viewBox", `0 0 ${one.getWidth()} ${one.getHeight()}`);
}
function drawLeaders() {
  sized(chart);
  if (!map) return;
  sized(map);
  const [width, height] = [map.getWidth(), map.getHeight()];
  by("leaders").setAttribute("viewBox", `0 0 ${width} ${height}`);
  by("leaders").replaceChildren(...moved.leaders.flatMap(([x1, y1, x2, y2]) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line"), dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    Object.entries({ x1, y1, x2, y2, stroke: "#333", "stroke-width": 0.9 }).forEach(([key, value]) => line.setAttribute(key, value));
    Object.entries({ cx: x1, cy: y1, r: 1.8, fill: "#333" }).forEach(([key, value]) => dot.setAttribute(key, value));
    return [line, dot];
  }));
}
function drawMap() {
  if (!map) return;
  const counties = data.places.filter((place) => place.level === "county" && extents.has(place.id)).sort((one, other) => extents.get(other.id) - extents.get(one.id));
  const rows = counties.map((place) => [place, cell(tableShown(), state.indicator, state.scenario, place.id, state.year)]);
  const values = rows.filter((pair) => pair[1]).map((pair) => pair[1].mean), effect = isEffect();
  const signs = values.some((value) => value < 0) && values.some((value) => value > 0), apart = effect || signs;
  const most = Math.max(...values.map(Math.abs), 1e-12), limits = apart ? [-most, most] : values.length ? [Math.min(...values), Math.max(...values)] : [0, 0];
  const palette = apart ? DIVERGING : RISING, part = (value) => (limits[1] > limits[0] ? (value - limits[0]) / (limits[1] - limits[0]) : 0.5);
  const told = values.some((value) => value !== 0);
  // The numbers are those of the table; the unit stands in the title, so that labels are short enough for small counties.
  const column = columnOf(data.places.map((place) => place.id), [state.year]), bare = (row) => columnText(row.mean, row, column);
  const items = rows.map(([place, row]) => {
    // A chosen county keeps its colour and hatching; the library's own way of choosing would lift it above the labels.
    const border = place.id === state.place ? { borderColor: "#000", borderWidth: 3.2 } : {};
    const style = { areaColor: row ? echarts.color.lerp(part(row.mean), palette) : "#eee", ...border, ...(row && unsure(row) ? { decal: HATCH } : {}) };
    return { name: place.id, value: row ? row.mean : NaN, itemStyle: style,
      // A function's answer is drawn as it is; in a text the library would read {b} and the like as its own.
      label: { show: true, formatter: () => named(place) + "\n" + (row ? bare(row) + (unsure(row) ? asked() : "") : "–") },
      emphasis: { itemStyle: { ...style, borderWidth: 2 }, label: { color: "#111" } } };
  });
  map.setOption({
    animation: false, textStyle: FONT, aria: { enabled: false },
    visualMap: { type: "continuous", show: told, min: limits[0], max: limits[1], calculable: false, left: 0, bottom: 0, itemHeight: 90, itemWidth: 12,
      inRange: { color: palette }, text: [limits[1], limits[0]].map((end) => shownText(end, { q05: limits[0], q95: limits[1] }, state.indicator)) },
    tooltip: { formatter: (point) => { const row = cell(tableShown(), state.indicator, state.scenario, point.name, state.year); return escaped(row ? `${placed(point.name)}: ${span(row)}` : placed(point.name)); } },
    series: [{ type: "map", map: "region", roam: false, selectedMode: false, aspectScale: Math.cos((latitude * Math.PI) / 180), data: items, left: 56, right: 44, top: 8, bottom: 8,
      label: { fontSize: 11, lineHeight: 13, ...FONT, backgroundColor: "rgba(255,255,255,0.86)", borderRadius: 2, padding: [1, 3], color: "#111" }, labelLayout: layLabel, itemStyle: { borderColor: "#555", borderWidth: 0.8 } }],
  }, true);
  drawLeaders();
  const about = `${named(data.indicators[state.indicator])} · ${titled(state.scenario)}${effect ? " · " + word("explorer_effect") : ""} · ${state.year}`;
  by("map-title").textContent = about + bracketed(column.unit);
  by("map-key").hidden = !effect;
  empty("map", values.length ? (effect && !told ? word("explorer_same") : "") : word("explorer_none_map"));
  by("map").setAttribute("aria-label", `${about}: ` + rows.map(([place, row]) => `${named(place)} ${row ? shownText(row.mean, row, state.indicator) + (unsure(row) ? ` (${word("uncertain")})` : "") : "–"}`).join("; "));
}
