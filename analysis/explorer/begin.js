"use strict";
// The explorer: what it knows and what is chosen.
const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const others = data.scenarios.filter((one) => one.key !== data.baseline);
const state = { lang: document.documentElement.lang === "en" ? "en" : "zh", indicator: Object.keys(data.indicators)[0],
  place: data.places[0].id, show: "effect", scenario: others[others.length - 1].key, year: data.years[data.years.length - 1], hidden: "" };
