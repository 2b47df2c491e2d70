// Why the chosen place gained and who paid: amounts of the last year, written here in the language chosen.
const whyName = (number) => data.why.names[number][state.lang === "zh" ? 0 : 1];
function whyMoney(yuan) { const text = money(yuan, true); return /[1-9]/.test(text) ? text : "–"; }
function whyTable(caption, heads, rows, wide) {
  const frame = element("div", undefined, { class: "scroll" + (wide ? " wide" : "") }), table = element("table"), head = element("tr"), top = element("thead"), body = element("tbody");
  heads.forEach((text) => head.append(element("th", text, { scope: "col" })));
  top.append(head);
  rows.forEach(([name, ...cells]) => {
    const row = element("tr");
    row.append(element("th", name, { scope: "row" }), ...cells.map((text) => element("td", text)));
    body.append(row);
  });
  table.append(element("caption", caption), ...(heads.length ? [top] : []), body);
  frame.append(table);
  return frame;
}
function whySentences(key) {
  const parts = data.why.parts[key] || [], name = named(data.indicators[key]), zh = state.lang === "zh";
  if (!parts.length) return [word("why_not_in_books").replace("{name}", name)];
  if (data.why.exact.includes(key)) return parts.includes("rural") ? [word("why_rural")] : key.startsWith("gdp_real") ? [word("why_prices")] : [];
  const bases = parts.map((part) => `“${data.why.bases[part][zh ? 0 : 1]}”`).join(zh ? "、" : ", ");
  return [word("why_nearest").replace("{name}", name).replace("{basis}", bases)];
}
function drawWhy() {
  by("why-section").hidden = !data.why;
  if (!data.why) return;
  const key = state.indicator, year = data.why.year, said = by("why-said"), tables = by("why-tables");
  by("why-title").textContent = word("explorer_why").replace("{year}", year) + ` · ${placed(state.place)}`;
  const found = (data.why.rows[state.scenario] || {})[state.place];
  if (!found) { said.replaceChildren(element("p", word("explorer_why_baseline"))); tables.replaceChildren(); return; }
  const heads = [word("why_year").replace("{year}", year), word("why_cumulated").replace("{first}", data.why.first).replace("{year}", year)];
  const line = ([name, now, all, unsure]) => [whyName(name), whyMoney(now) + (unsure ? " ?" : ""), whyMoney(all)];
  const payers = (row) => (row[4] || []).map(([who, share]) => `${whyName(who)} ${signed(Number(share), share.replace("-", ""), false)} %`).join(state.lang === "zh" ? "、" : ", ");
  // Where a place has no such thing, like villagers, there is nothing to take apart.
  const there = cell("effects", key, state.scenario, state.place, year), parts = there ? (data.why.parts[key] || []).filter((part) => (found.parts[part] || []).length) : [];
  const paying = found.paid.some((row) => row[4]), made = parts.map((part) => whyTable(word("why_part_" + part), [word("why_line"), ...heads], found.parts[part].map(line)));
  const beside = there ? [...(found.heads[key] ? [named({ zh: found.heads[key][0], en: found.heads[key][1] })] : []), ...(found.land && parts.includes("rural") ? [word("why_only_land")] : []), ...whySentences(key)] : [];
  if (found.paid.length) made.push(whyTable(word("why_received"), [word("why_policy"), ...heads, ...(paying ? [word("why_paid_by")] : [])], found.paid.map((row) => [...line(row), ...(paying ? [payers(row)] : [])]), paying));
  if (found.acted.length) made.push(whyTable(word("why_acted").replace("{year}", year), [], found.acted.map(([name, zh, en]) => [whyName(name), state.lang === "zh" ? zh : en])));
  const rest = found.unsure ? [word("why_unsure").replace("{n}", found.unsure)] : [];
  said.replaceChildren(...[effectSentence(key, state.scenario, state.place, year), ...beside, word("explorer_why_year").replace("{year}", year)].map((text) => element("p", text)));
  tables.replaceChildren(...made, ...[...rest, word("why_accounting")].map((text) => element("p", text, { class: "soft" })));
}
