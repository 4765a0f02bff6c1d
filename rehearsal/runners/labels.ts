interface Labelled {
  readonly labels: readonly string[];
}

/** Whether GitHub gives the job to the runner: it has all labels that the job asks for, in whatever case. */
export function fits(job: Labelled, runner: Labelled): boolean {
  const labels = runner.labels.map((label) => label.toLowerCase());
  return job.labels.every((label) => labels.includes(label.toLowerCase()));
}
