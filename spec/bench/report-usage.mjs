// Preloaded: writes the resource usage of the process to file descriptor 3 when it exits.
process.on('exit', () => {
  process.getBuiltinModule('node:fs').writeSync(3, JSON.stringify(process.resourceUsage()));
});
