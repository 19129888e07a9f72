// What the examples use of Deno and Bun, whose own declarations contradict those of Node.
declare const Deno: {
  readonly env: { get(name: string): string | undefined };
  serve(
    options: { readonly hostname: string; readonly port: number; readonly onListen?: () => void },
    handler: (request: Request) => Promise<Response> | Response,
  ): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
};

declare const Bun: {
  readonly env: Readonly<Record<string, string | undefined>>;
  serve(options: {
    readonly hostname: string;
    readonly port: number;
    readonly fetch: (request: Request) => Promise<Response> | Response;
  }): { readonly port: number; stop(closeConnections?: boolean): Promise<void> };
};
