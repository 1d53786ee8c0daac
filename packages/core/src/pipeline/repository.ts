/** `git.corp.example/x.git` and `git.corp.example/x` are one repository; module paths may have either form. */
export function withoutSuffix(repository: string): string {
  return repository.replace(/\.git(?=\/|$)/, "");
}
