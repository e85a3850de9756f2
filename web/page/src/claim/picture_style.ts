// How the picture looks, with the colours of the page's own style.

import type { StylesheetJson } from "cytoscape";

import { endClasses } from "../end_mark";
import { kFont, kLineSize, kTitleSize } from "./box_size";

type Colours = (name: string) => string;

export function pageColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

// What is picked, lit and dimmed, in any picture.
const turned = (colour: Colours): StylesheetJson => [
  { selector: ".dim", style: { opacity: 0.22 } },
  { selector: ".gone", style: { opacity: 0.32 } },
  { selector: ".gone.box", style: { "border-style": "dotted" } },
  { selector: ".lit.box", style: { "border-color": colour("accent"), "border-width": 2.75 } },
  {
    selector: "edge.lit",
    style: { "line-color": colour("accent"), "target-arrow-color": colour("accent"), color: colour("accent") },
  },
  {
    selector: ".chosen.box",
    style: { "underlay-color": colour("accent"), "underlay-opacity": 0.28, "underlay-padding": 5 },
  },
  {
    selector: "edge.chosen",
    style: {
      "underlay-color": colour("accent"),
      "underlay-opacity": 0.28,
      "underlay-padding": 5,
      color: colour("accent"),
    },
  },
  { selector: ":active", style: { "overlay-opacity": 0 } },
];

// Where boxes are many, as little as tells: the library takes its time over every property of every element.
const plain = (colour: Colours): StylesheetJson => [
  {
    selector: "node",
    style: {
      shape: "rectangle",
      width: "data(width)",
      height: "data(height)",
      label: "data(title)",
      "font-family": kFont,
      "font-size": kTitleSize,
      "text-valign": "center",
      "min-zoomed-font-size": 8,
      color: colour("ink"),
      "background-color": colour("card"),
      "border-width": 1,
      "border-color": colour("line-strong"),
    },
  },
  ...endClasses.map((end) => ({
    selector: `.end-${end}`,
    style: { "background-color": colour(`${end}-wash`), "border-color": colour(end) },
  })),
  { selector: ".asked", style: { "border-width": 3, "border-color": colour("ink") } },
  { selector: ".gap", style: { "border-style": "dashed" } },
  {
    selector: "edge",
    style: { width: "data(thickness)", "line-color": colour("line-strong"), "curve-style": "haystack" },
  },
  { selector: ".to-gap", style: { "line-style": "dashed" } },
  { selector: ".loop", style: { "line-color": colour("circular") } },
];

export const pictureStyle = (colour: Colours, isMany: boolean): StylesheetJson => [
  ...(isMany ? plain(colour) : pictured(colour)),
  ...turned(colour),
];

function pictured(colour: Colours): StylesheetJson {
  return [
    {
      selector: "node",
      style: {
        shape: "round-rectangle",
        width: "data(width)",
        height: "data(height)",
        label: "data(title)",
        "font-family": kFont,
        "text-valign": "center",
        "text-halign": "center",
        "text-wrap": "ellipsis",
        "text-max-width": "data(inner)",
        "min-zoomed-font-size": 5,
        color: colour("ink"),
      },
    },
    {
      selector: ".box",
      style: {
        "corner-radius": "5px",
        "background-color": colour("card"),
        "border-width": 1.25,
        "border-color": colour("line-strong"),
        "font-size": kTitleSize,
        "font-weight": 600,
        "text-margin-y": "data(lift)" as unknown as number,
      },
    },
    {
      selector: ".note",
      style: {
        "background-opacity": 0,
        "border-width": 0,
        "font-size": kLineSize,
        "text-wrap": "wrap",
        "line-height": 1.3,
        color: colour("ink-soft"),
        events: "no",
        "overlay-opacity": 0,
      },
    },
    ...endClasses.flatMap((end): StylesheetJson => [
      {
        selector: `.box.end-${end}`,
        style: { "background-color": colour(`${end}-wash`), "border-color": colour(end), "border-width": 1.75 },
      },
      { selector: `.note.end-${end}`, style: { color: colour(end) } },
    ]),
    { selector: ".asked", style: { "border-width": 2.5, "border-color": colour("ink") } },
    { selector: ".gap", style: { "border-style": "dashed" } },
    {
      selector: "edge",
      style: {
        width: "data(thickness)",
        "line-color": colour("line-strong"),
        "target-arrow-color": colour("line-strong"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.85,
        "curve-style": "straight",
        label: "data(relation)",
        "font-family": kFont,
        "font-size": 10,
        color: colour("ink-soft"),
        "text-background-color": colour("card"),
        "text-background-opacity": 1,
        "text-background-padding": "1px",
        "min-zoomed-font-size": 7,
      },
    },
    {
      selector: ".laid",
      style: {
        "source-endpoint": "data(leaves)",
        "target-endpoint": "data(arrives)",
        "edge-distances": "endpoints",
      } as StylesheetJson[number] extends { style: infer S } ? S : never,
    },
    {
      selector: ".curved",
      style: {
        "curve-style": "segments",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
      } as never,
    },
    {
      selector: ".bowed",
      style: {
        "curve-style": "unbundled-bezier",
        "control-point-distances": [90],
        "control-point-weights": [0.5],
      } as never,
    },
    { selector: ".to-gap", style: { "line-style": "dashed", "line-dash-pattern": [5, 4] } },
    {
      selector: ".loop",
      style: { "line-color": colour("circular"), "target-arrow-color": colour("circular"), color: colour("circular") },
    },
  ];
}
