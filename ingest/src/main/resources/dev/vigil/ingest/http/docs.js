"use strict";

const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const row = (...cells) => element("tr", "", ...cells.map((cell) => element("td", cell)));

const typeOf = (schema) => {
  if (schema.$ref) return schema.$ref.replace(/^.*\//, "");
  if (schema.enum) return schema.enum.join(" · ");
  if (schema.oneOf && !schema.type) return schema.oneOf.map(typeOf).join(" or ");
  const range = [schema.minimum ?? schema.minItems, schema.maximum ?? schema.maxItems].filter((end) => end !== undefined);
  return [schema.type === "array" ? `list of ${typeOf(schema.items)}` : schema.type, schema.format, schema.pattern, range.join(" to ")]
    .filter(Boolean).join(", ");
};

const resolved = (api, part) =>
  part.$ref ? part.$ref.slice(2).split("/").reduce((whole, key) => whole[key], api) : part;

const operation = (api, method, path, described) => {
  const responses = element("table", "", ...Object.entries(described.responses)
    .map(([status, response]) => row(status, resolved(api, response).description)));
  const parts = [element("h2", `${method.toUpperCase()} ${path}`), element("p", described.summary + ".")];
  if (described.description) parts.push(element("p", described.description));
  const example = described.requestBody?.content["application/json"]?.example;
  if (example) parts.push(element("pre", JSON.stringify(example, null, 2)));
  if (described.parameters) {
    parts.push(element("table", "", ...described.parameters.map((part) => resolved(api, part))
      .map((header) => row(header.name, header.description))));
  }
  return element("section", "", ...parts, responses);
};

const schema = (name, described) => {
  const required = new Set(described.required ?? []);
  return element("section", "", element("h3", name), element("p", described.description ?? ""),
    element("table", "", ...Object.entries(described.properties).map(([field, value]) =>
      row(field + (required.has(field) ? " (required)" : ""), typeOf(value), value.description ?? ""))));
};

fetch("/openapi.json").then((response) => response.json()).then((api) => {
  document.getElementById("description").textContent = api.info.description;
  document.getElementById("operations").append(...Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(api, method, path, described))));
  document.getElementById("schemas").append(...Object.entries(api.components.schemas)
    .map(([name, described]) => schema(name, described)));
  document.getElementById("units").append(...Object.entries(api.components.schemas.Measurement["x-units"])
    .map(([vital, units]) => row(vital, units.join(" \u00b7 ") || "none")));
});
