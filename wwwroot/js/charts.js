// Draws figure.chart[data-chart] with ECharts. The data stands in the attribute, the same numbers in the table behind it.
// data-chart: { kind, unit, labels: [], series: [{ name, tone, values: [], hrefs: [] }] }
import * as echarts from "../lib/echarts/echarts.esm.min.js";

const drawn = new Map();
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const other = ["--link", "--tone-running", "--tone-met", "--tone-warn"];

const colour = (series, index) => css(series.tone ? `--tone-${series.tone}` : other[index % other.length]);
const hatch = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" };

function frame(data) {
  const soft = css("--ink-soft");
  const line = css("--line");
  return {
    animation: !still,
    aria: { enabled: true },
    textStyle: { fontFamily: css("--tblr-font-sans-serif"), color: css("--ink") },
    // rich text, since a tooltip of HTML would need inline style
    tooltip: { renderMode: "richText", backgroundColor: css("--sheet"), borderColor: line, textStyle: { color: css("--ink") } },
    legend: { show: data.series.length > 1, top: 0, right: 0, textStyle: { color: soft }, itemWidth: 12, itemHeight: 12 },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: data.labels, axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, axisLabel: { color: soft } },
    yAxis: { type: "value", name: data.unit, nameTextStyle: { color: soft, align: "left" }, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } },
  };
}

const values = (series) => series.values.map((value, index) => ({ value, href: series.hrefs?.[index] ?? null }));
const label = () => ({ show: true, position: "top", color: css("--ink"), formatter: ({ value }) => (value ? String(value) : "") });
const decal = (series) => (series.tone === "paused" ? hatch : undefined);

function bars(data, stacked) {
  return {
    ...frame(data),
    series: data.series.map((series, index) => ({
      type: "bar", name: series.name, data: values(series), barMaxWidth: 36, stack: stacked ? "all" : undefined,
      itemStyle: { color: colour(series, index), decal: decal(series), borderRadius: stacked ? 0 : [2, 2, 0, 0] },
      label: { ...label(), position: stacked ? "inside" : "top", color: stacked ? css("--sheet") : css("--ink") },
    })),
  };
}

function lines(data) {
  return {
    ...frame(data),
    tooltip: { ...frame(data).tooltip, trigger: "axis" },
    series: data.series.map((series, index) => ({
      type: "line", name: series.name, data: values(series), symbol: ["circle", "triangle", "rect", "diamond"][index % 4], symbolSize: 7,
      lineStyle: { width: 2, type: ["solid", "dashed", "dotted"][index % 3] }, itemStyle: { color: colour(series, index) },
      label: { ...label(), show: data.series.length === 1 },
    })),
  };
}

// one series of steps; the last one is the sum
function waterfall(data) {
  const steps = data.series[0];
  let sum = 0;
  const low = [];
  const tops = steps.values.map((value, index) => {
    const last = index === steps.values.length - 1;
    const from = last ? 0 : sum;
    sum = last ? value : sum + value;
    low.push(Math.min(from, sum));
    const tone = last ? css("--link") : value < 0 ? css("--tone-breach") : css("--tone-met");
    const words = last || value < 0 ? String(value).replace("-", "−") : `+${value}`;
    return { value: Math.abs(sum - from), href: steps.hrefs?.[index] ?? null, itemStyle: { color: tone }, label: { formatter: words } };
  });
  return {
    ...frame(data),
    legend: { show: false },
    tooltip: { show: false },
    series: [
      { type: "bar", stack: "all", data: low, itemStyle: { color: "transparent" }, silent: true },
      { type: "bar", stack: "all", name: steps.name, data: tops, barMaxWidth: 48, label: label() },
    ],
  };
}

// labels across, one series per row
function heatmap(data) {
  const all = data.series.flatMap((series) => series.values);
  const base = frame(data);
  return {
    ...base,
    legend: { show: false },
    grid: { ...base.grid, top: 8, bottom: 48 },
    yAxis: { type: "category", data: data.series.map((series) => series.name), inverse: true, axisLabel: { color: css("--ink-soft") }, axisTick: { show: false }, axisLine: { show: false } },
    visualMap: {
      min: 0, max: Math.max(1, ...all), calculable: false, orient: "horizontal", left: "center", bottom: 0, itemHeight: 120, textStyle: { color: css("--ink-soft") },
      inRange: { color: [css("--tone-running-soft"), css("--tone-warn-soft"), css("--tone-warn"), css("--tone-breach")] },
    },
    series: [{
      type: "heatmap", itemStyle: { borderColor: css("--sheet"), borderWidth: 1 },
      data: data.series.flatMap((series, y) => series.values.map((value, x) => ({ value: [x, y, value], href: series.hrefs?.[x] ?? null }))),
      label: { show: true, fontSize: 11, color: css("--ink"), textBorderColor: css("--sheet"), textBorderWidth: 2, formatter: ({ value }) => (value[2] ? String(value[2]) : "") },
    }],
  };
}

function radar(data) {
  const top = Math.max(100, ...data.series.flatMap((series) => series.values));
  return {
    ...frame(data), xAxis: undefined, yAxis: undefined,
    radar: { indicator: data.labels.map((name) => ({ name, max: top })), axisName: { color: css("--ink-soft") }, splitArea: { show: false }, splitLine: { lineStyle: { color: css("--line") } } },
    series: [{ type: "radar", data: data.series.map((series, index) => ({ name: series.name, value: series.values, lineStyle: { type: ["solid", "dashed", "dotted"][index % 3] }, itemStyle: { color: colour(series, index) } })) }],
  };
}

// falling bars with the running share of the whole
function pareto(data) {
  const bar = bars(data, false);
  const counts = data.series[0].values;
  const whole = counts.reduce((sum, value) => sum + value, 0) || 1;
  let sum = 0;
  const share = counts.map((value) => Math.round((1000 * (sum += value)) / whole) / 10);
  bar.yAxis = [bar.yAxis, { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value}%", color: css("--ink-soft") }, splitLine: { show: false } }];
  bar.series.push({ type: "line", yAxisIndex: 1, data: share, symbolSize: 5, itemStyle: { color: css("--tone-warn") } });
  return bar;
}

const kinds = { bar: (data) => bars(data, false), stacked: (data) => bars(data, true), line: lines, waterfall, heatmap, radar, pareto };

function start(canvas) {
  const chart = echarts.init(canvas);
  chart.on("click", ({ data: point }) => point?.href && location.assign(point.href));
  return chart;
}

export function draw(figure) {
  const canvas = figure.querySelector(".chart-canvas");
  const data = JSON.parse(figure.dataset.chart);
  if (!canvas || !kinds[data.kind]) return;
  figure.classList.add("drawn");
  const chart = drawn.get(figure) ?? start(canvas);
  chart.setOption(kinds[data.kind](data), true);
  drawn.set(figure, chart);
}

function forget(figure, chart) {
  chart.dispose();
  drawn.delete(figure);
}

new ResizeObserver(() => drawn.forEach((chart, figure) => (figure.isConnected ? chart.resize() : forget(figure, chart)))).observe(document.body);
// the theme changed: colours come from the style sheet, so draw again
new MutationObserver(() => [...drawn.keys()].forEach((figure) => figure.isConnected && draw(figure)))
  .observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
