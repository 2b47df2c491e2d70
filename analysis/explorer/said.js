// Words and numbers: the same rules, letter for letter, as analysis/written.py and sentences.py, so that both pages write one number alike.
const BARE = ["ratio", "index", "share"], MONEY = ["yuan", "yuan of 2022"], WHOLE = ["persons", "firms"];
const word = (key) => data.words[key][state.lang === "zh" ? 0 : 1];
const named = (one) => one[state.lang];
const placed = (id) => named(data.places.find((place) => place.id === id));
const titled = (key) => named(data.scenarios.find((one) => one.key === key));
const missing = (value) => value === null || value === undefined;

// Digits after the point as Python rounds them: a true half goes to the even neighbour. Thousands with commas.
function fixed(size, digits) {
  const exact = size.toFixed(digits + 40), cut = exact.length - 40, half = /^50*$/.test(exact.slice(cut));
  const down = exact.slice(0, digits ? cut : cut - 1);
  const text = half && Number(down[down.length - 1]) % 2 === 0 ? down : size.toFixed(digits);
  const [whole, rest] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
}
function signed(value, text, plus) {
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? "−" : plus ? "+" : "") + text;
}
function percent(share, digits, plus) { return signed(share, fixed(Math.abs(100 * share), digits), plus) + " %"; }
function money(yuan, plus = false) {
  const size = Math.abs(yuan);
  const [scale, unit] = state.lang === "zh" ? (size >= 1e7 ? [1e8, "亿元"] : [1e4, "万元"]) : size >= 1e9 ? [1e9, "bn yuan"] : [1e6, "m yuan"];
  const digits = size >= 1e7 && size < 10 * scale && scale > 1e6 ? 2 : 1;
  return `${signed(yuan, fixed(Math.abs(yuan / scale), digits), plus)} ${unit}`;
}
function plain(value, unit, plus) {
  const size = Math.abs(value);
  return signed(value, fixed(size, WHOLE.includes(unit) || size >= 100 ? 0 : size >= 1 ? 2 : 4), plus);
}
const unitWord = (unit) => (state.lang === "zh" ? data.units[unit] : unit);
const unitAfter = (unit) => (BARE.includes(unit) ? "" : " " + unitWord(unit));

// One unit and one number of decimals a row, as form_of in analysis/written.py.
const STEPS = [100, 10, 1, 0.1, 0.01, 0.001], DECIDING = ["mean", "q05", "q95"];
const IN_YUAN = { zh: [[1e7, 1e8, " 亿元"], [1e4, 1e4, " 万元"], [0, 1, " 元"]], en: [[1e9, 1e9, " bn yuan"], [1e4, 1e6, " m yuan"], [0, 1, " yuan"]] };
function formOf(row, key, unit, size = 0) {
  const item = data.indicators[key], known = DECIDING.map((name) => row[name]).filter((one) => !missing(one)).map(Math.abs);
  const largest = Math.max(0, ...known);
  let times = 1, per = 1, after = unit ? unitAfter(item.unit) : "", most = 6;
  if (item.how === "pct") [times, after, most] = [100, " %", 4];
  else if (item.unit === "share") [times, after, most] = [100, (state.lang === "zh" ? "" : " ") + word("story_points"), 4];
  else if (MONEY.includes(item.unit)) { [, per, after] = IN_YUAN[state.lang].find(([least]) => Math.max(size, largest) >= least); most = 4; }
  else if (WHOLE.includes(item.unit)) most = 1;
  const sized = (value, digits) => fixed(Math.abs((times * value) / per), digits);
  let digits = Math.min(most, STEPS.filter((step) => (times * largest) / per < step).length);
  for (let more = 1, first = digits; more <= 2 && first + more <= most; more++) {
    if (known.every((value) => value === 0 || /[1-9]/.test(sized(value, digits)))) break;
    digits = first + more;
  }
  return { digits, after, sized };
}
// A column of a table and the labels of the map have one unit, that of their largest number, which a heading names.
const bracketed = (unit) => (!unit ? "" : state.lang === "zh" ? `（${unit}）` : ` (${unit})`);
function columnOf(places, years) {
  const key = state.indicator, item = data.indicators[key];
  const rows = arms().flatMap((arm) => places.flatMap((place) => years.map((year) => cell(tableShown(), key, arm.key, place, year)))).filter(Boolean);
  const size = Math.max(0, ...rows.flatMap((row) => DECIDING.map((name) => Math.abs(row[name] || 0))));
  const scale = IN_YUAN[state.lang].find(([least]) => size >= least), of = item.unit === "yuan of 2022" ? (state.lang === "zh" ? "，2022年价" : " of 2022") : "";
  if (isEffect() ? item.how === "pct" : item.unit === "share") return { size, unit: "%" };
  if (MONEY.includes(item.unit)) return { size, per: scale[1], unit: scale[2].trim() + of };
  return { size, unit: item.unit === "share" ? word("story_points") : unitAfter(item.unit).trim() };
}
function columnText(value, row, column) {
  if (missing(value)) return "–";
  const key = state.indicator, unit = data.indicators[key].unit;
  if (isEffect()) return effectText(value, row, key, true, false, column.size).slice(0, -formOf(row, key, false, column.size).after.length || undefined);
  if (column.per) return signed(value, fixed(Math.abs(value / column.per), Math.abs(value / column.per) < 100 ? 2 : 1), false);
  return unit === "share" ? percent(value, 1, false).replace(" %", "") : plain(value, unit, false);
}
const columnSpan = (row, column) => { const [mean, low, high] = DECIDING.map((name) => columnText(row[name], row, column)); return `${mean} (${low} … ${high})`; };
// An effect on an indicator, written as its row is; `unit` where no heading names the unit.
function effectText(value, row, key, plus = true, unit = false, size = 0) {
  if (missing(value)) return "–";
  const { digits, after, sized } = formOf(row, key, unit, size), shown = sized(value, digits);
  if (value === 0) return "0" + after;
  if (!/[1-9]/.test(shown)) return (value > 0 || !plus ? "<" : ">−") + `0.${"0".repeat(digits)}5` + after;
  return (value < 0 ? "−" : plus ? "+" : "") + shown + after;
}
function levelText(value, key) {
  if (missing(value)) return "–";
  const unit = data.indicators[key].unit;
  if (MONEY.includes(unit)) return money(value);
  return unit === "share" ? percent(value, 1, false) : plain(value, unit, false) + unitAfter(unit);
}
const isEffect = () => state.show === "effect";
const tableShown = () => (isEffect() ? "effects" : "levels");
const shownText = (value, row, key) => (isEffect() ? effectText(value, row, key) : levelText(value, key));
const span = (row) => { const [mean, low, high] = DECIDING.map((name) => shownText(row[name], row, state.indicator)); return `${mean} (${low} … ${high})`; };

// Where scenarios have different pairs, each has a baseline of its own: that of the scenario in front is shown.
const front = () => (state.scenario === data.baseline ? others[others.length - 1].key : state.scenario);
function cell(table, key, scenario, place, year) {
  const arms = data[table][key] || {}, found = (arms[scenario] || arms[`${scenario}|${front()}`] || {})[place];
  if (!found) return null;
  const at = data.years.indexOf(year), row = {};
  for (const name of Object.keys(found)) row[name] = found[name][at];
  return missing(row.mean) ? null : row;
}
const WAYS = { u: "up", d: "down", "?": "uncertain", "=": "unchanged" };
const direction = (row) => WAYS[row.direction];
const asked = () => (state.lang === "zh" ? "？" : " ?");
const unsure = (row) => isEffect() && direction(row) === "uncertain";

function told(row, key) {
  const way = direction(row), zh = state.lang === "zh";
  if (way === "unchanged") return zh ? "不变" : "unchanged";
  const low = effectText(row.q05, row, key), high = effectText(row.q95, row, key);
  let between = word("story_between").replace("{low}", low).replace("{high}", high);
  if (way === "uncertain") {
    const mean = effectText(row.mean, row, key, true, true);
    // A band of one sign whose direction is not told: the interval of the mean holds zero.
    if (row.q05 !== row.q95 && row.q05 * row.q95 > 0) between += (zh ? "，" : ", ") + word("story_mean_holds");
    return zh ? `影响方向不确定（均值${mean}，${between}）` : `direction uncertain (mean ${mean}, ${between})`;
  }
  return `${word(way)}${zh ? "" : " "}${effectText(Math.abs(row.mean), row, key, false, true)}${zh ? `（${between}）` : ` (${between})`}`;
}
function effectSentence(key, scenario, place, year) {
  const row = cell("effects", key, scenario, place, year), name = named(data.indicators[key]), where = placed(place), title = titled(scenario);
  const few = data.few[scenario][state.lang];
  const made = row && direction(row) === "uncertain" ? `对${where}${name}的` : `使${where}${name}`;
  if (state.lang === "zh") return row ? `${year}年，“${title}”${made}${told(row, key)}${few}。` : `${where}没有“${name}”。`;
  return row ? `${where} in ${year} under “${title}”: ${name} ${told(row, key)}${few}.` : `${where} has no “${name}”.`;
}
function levelSentence(key, scenario, place, year) {
  const name = named(data.indicators[key]), where = placed(place), zh = state.lang === "zh";
  const row = cell("levels", key, scenario, place, year), none = cell("levels", key, data.baseline, place, year);
  if (!row || !none) return zh ? `${where}没有“${name}”。` : `${where} has no “${name}”.`;
  const value = (one, arm) => `“${titled(arm)}”${zh ? "" : " "}${levelText(one.mean, key)}`;
  const both = scenario === data.baseline ? value(row, scenario) : value(row, scenario) + (zh ? "，" : ", ") + value(none, data.baseline);
  const of = word("explorer_mean_of").replace("{n}", data.runs[front()][state.lang]);
  return zh ? `${year}年${where}${name}：${both}（${of}）。` : `${where} in ${year}, ${name}: ${both} (${of}).`;
}
const sentence = () => (isEffect() ? effectSentence : levelSentence)(state.indicator, state.scenario, state.place, state.year);
