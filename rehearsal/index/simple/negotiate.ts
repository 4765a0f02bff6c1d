/** The forms that a page of the simple API comes in, the first where a client has no wish. */
const forms = [
  "text/html",
  "application/vnd.pypi.simple.v1+html",
  "application/vnd.pypi.simple.v1+json",
] as const;

export type SimpleForm = (typeof forms)[number];

/** The form that a client likes best by its Accept header; of equals the earlier one, and HTML where none will do. */
export function negotiate(accept: string): SimpleForm {
  const wishes = accept.split(",").map((part) => {
    const [type = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { type, quality: quality === undefined ? 1 : Number(quality) };
  });
  const liking = (form: SimpleForm) => {
    const [group = ""] = form.split("/");
    const fitting = [form, `${group}/*`, "*/*"].map((type) => wishes.find((wish) => wish.type === type));
    return fitting.find((wish) => wish !== undefined)?.quality ?? 0;
  };
  return forms.reduce((best, form) => (liking(form) > liking(best) ? form : best));
}
