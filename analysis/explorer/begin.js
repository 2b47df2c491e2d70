"use strict";
// The explorer: what it knows and what is chosen.
const data = JSON.parse(document.getElementById("data").textContent);
// Series come as whole numbers, each less the one before, after a power of ten (analysis/explorer/packed.py).
function unpacked(found) {
  let total = 0;
  if (!Array.isArray(found)) return found && found.plain ? found.plain : found;
  return found.slice(1).map((step) => (step === null ? null : Number(`${(total += step)}e${found[0]}`)));
}
["effects", "levels"].forEach((name) => {
  const { of, rows } = data[name];
  for (const arms of Object.values(rows)) for (const places of Object.values(arms)) for (const place of Object.keys(places)) {
    places[place] = Object.fromEntries(of.map((measure, at) => [measure, unpacked(places[place][at])]));
  }
  data[name] = rows;
});
const by = (id) => document.getElementById(id);
const others = data.scenarios.filter((one) => one.key !== data.baseline);
const state = { lang: document.documentElement.lang === "en" ? "en" : "zh", indicator: Object.keys(data.indicators)[0],
  place: data.places[0].id, show: "effect", scenario: others[others.length - 1].key, year: data.years[data.years.length - 1] };
// What a page opens with; the scenario in front of effects, never the baseline, and that of levels are remembered apart.
const START = { ...state }, apart = { effect: state.scenario, level: state.scenario };
function settle(what) {
  Object.assign(state, what);
  if (what.scenario) {
    apart.level = what.scenario;
    if (what.scenario !== data.baseline) apart.effect = what.scenario;
  }
  state.scenario = apart[state.show];
}
