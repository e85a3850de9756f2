// The claim through time: how many outlets carried it and how many sources stood under it, day by day, and a slider
// that shows everything as it stood.

import type { Timeline, TimelineDay } from "../api_types";
import { el, svg } from "../dom";
import { count, dayWords, titleOf } from "../words";

const kWide = 600;
const kHigh = 56;
const kDelay = 180; // milliseconds after the last turn

// A line that rises in steps, each as wide as the others: days are told, not measured.
function steps(days: TimelineDay[], of: (day: TimelineDay) => number, most: number): string {
  const wide = kWide / days.length;
  const y = (value: number) => kHigh - 4 - ((kHigh - 10) * value) / most;
  return days
    .map(
      (day, i) =>
        `${i === 0 ? "M0" : "L" + (i * wide).toFixed(1)} ${y(of(day)).toFixed(1)}H${((i + 1) * wide).toFixed(1)}`,
    )
    .join("");
}

function chart(days: TimelineDay[], at: number): SVGSVGElement {
  const most = Math.max(1, ...days.map((day) => Math.max(day.outlets, day.independent_sources)));
  const now = ((at + 1) * kWide) / days.length;
  return svg(
    "svg",
    { class: "time-chart", viewBox: `0 0 ${kWide} ${kHigh}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { class: "outlets", d: steps(days, (day) => day.outlets, most) }),
    svg("path", { class: "sources", d: steps(days, (day) => day.independent_sources, most) }),
    svg("rect", { class: "later", x: now, y: 0, width: Math.max(0, kWide - now), height: kHigh }),
  );
}

// Whether this document is known to have come out only after a day.
export function cameOutAfter(timeline: Timeline, document: string, asOf: string): boolean {
  const day = timeline.days.find((one) => one.came_out.some((other) => other.id === document));
  return asOf !== "" && day !== undefined && day.date > asOf;
}

const words = (day: TimelineDay) =>
  `${count(day.outlets, "outlet")}, ${count(day.independent_sources, "independent source")}`;

export interface TimeSlider {
  host: HTMLElement;
  set(asOf: string): void; // follows the address
}

// Null where there is only one day to show.
export function timeSlider(timeline: Timeline, turn: (asOf: string) => void): TimeSlider | null {
  const { days } = timeline;
  if (days.length < 2) return null;
  const last = days.length - 1;
  let at = last;
  const graph = el("div", {}, chart(days, at));
  const told = el("p", { class: "time-told", id: "time-told" });
  const came = el("p", { class: "note" });
  const slider = el("input", {
    type: "range",
    id: "time",
    min: 0,
    max: last,
    step: 1,
    value: at,
    "aria-describedby": "time-told",
  });
  const tell = () => {
    const day = days[at] as TimelineDay;
    const when =
      at === last ? `As it stands, with all to ${dayWords(day.date)}` : `As it stood on ${dayWords(day.date)}`;
    slider.setAttribute("aria-valuetext", `${when}: ${words(day)}`);
    told.replaceChildren(el("strong", {}, `${when}:`), ` ${words(day)}`);
    came.replaceChildren(day.came_out.length > 0 ? `Came out that day: ${day.came_out.map(titleOf).join("; ")}` : "");
    graph.replaceChildren(chart(days, at));
  };
  let later = 0;
  slider.addEventListener("input", () => {
    at = Number(slider.value);
    tell();
    window.clearTimeout(later);
    later = window.setTimeout(() => turn(at === last ? "" : (days[at] as TimelineDay).date), kDelay);
  });
  tell();
  const host = el(
    "section",
    { class: "time", "aria-labelledby": "time-heading" },
    el("h2", { id: "time-heading" }, el("label", { for: "time" }, "Through time")),
    graph,
    slider,
    el(
      "div",
      { class: "time-ends", "aria-hidden": "true" },
      el("span", {}, dayWords(days[0]?.date)),
      el("span", {}, dayWords(days[last]?.date)),
    ),
    told,
    came,
    el(
      "p",
      { class: "legend time-key", "aria-hidden": "true" },
      el("span", { class: "key-outlets" }, "outlets"),
      el("span", { class: "key-sources" }, "independent sources"),
    ),
    timeline.independent_since &&
      el("p", { class: "note" }, `Two independent sources since ${dayWords(timeline.independent_since)}.`),
    timeline.undated > 0 && el("p", { class: "note" }, `${count(timeline.undated, "document")} without a date.`),
  );
  return {
    host,
    set: (asOf) => {
      const found = asOf ? days.findIndex((day) => day.date === asOf) : last;
      at = found < 0 ? last : found;
      slider.value = String(at);
      tell();
    },
  };
}
