// Making elements. Children are elements or strings; strings become text, never markup.

const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

const drawingOf = (tag, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

const SHAPES = {
  dot: "M8 1.5a6.5 6.5 0 1 0 .01 0z",
  square: "M2.5 2.5h11v11h-11z",
  hexagon: "M4.5 2h7l3.5 6-3.5 6h-7L1 8z",
  triangleDown: "M1.2 3h13.6L8 14.5z",
  triangle: "M1.2 13h13.6L8 1.5z",
  diamond: "M8 .8 15.2 8 8 15.2.8 8z",
  star: "M8 .6l2.2 5 5.4.5-4.1 3.6 1.2 5.3L8 12.2l-4.7 2.8 1.2-5.3L.4 6.1l5.4-.5z",
};

const swatch = (name) => {
  const style = vocabulary.styles[name];
  const shape = drawingOf("path", { d: SHAPES[style.shape] ?? SHAPES.dot, fill: style.colour });
  return drawingOf("svg", { viewBox: "0 0 16 16", class: "swatch", "aria-hidden": "true" }, shape);
};

const lineSwatch = (name) => {
  const style = vocabulary.lines[name];
  const line = drawingOf("path", { d: "M1 8h24", stroke: style.colour, "stroke-width": 2.5 });
  if (style.dashes) line.setAttribute("stroke-dasharray", style.dashes.map((n) => n * 0.6).join(" "));
  return drawingOf("svg", { viewBox: "0 0 26 16", class: "line", "aria-hidden": "true" }, line);
};

const badge = (name) => element("span", { className: `badge ${name}` }, lineLabel(name));
