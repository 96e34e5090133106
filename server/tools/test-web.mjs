// The extension in a browser: serves it over loopback and has the embedded VS Code load it into its web worker extension
// host, as vscode.dev does, with the suite of test/e2e/webSuite.ts. Used by test-e2e.mjs.
import fs from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { root } from './steps.mjs';

const types = { '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.css': 'text/css' };
/** A document that Playwright fulfils has no address space, and Chromium would refuse its sockets to loopback. */
export const webBrowserArguments = ['--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets'];

/** Serves the project's folder on loopback to a page of another origin. Gives where, and how to stop. */
export async function serveExtension() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = path.join(root, path.posix.normalize(decodeURIComponent(pathname)));
    const shared = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404, shared).end();
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...shared, 'content-type': type });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = `127.0.0.1:${server.address().port}`;
  return { at: (file) => ({ scheme: 'http', authority, path: `/${file}` }), stop: () => server.close() };
}

/** Has the workbench load the extension and the suite: what @vscode/test-web's page does by its options. */
export async function injectExtension(page, { at }, suite) {
  const options = { extensions: [at('')], extensionTestsPath: at(path.relative(root, suite)) };
  const added = JSON.stringify(options).slice(1, -1).replaceAll('"', '&quot;');
  await page.route(
    (url) => url.pathname === '/' && url.searchParams.has('folder'),
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('&quot;developmentOptions&quot;:{', (found) => `${found}${added},`);
      await route.fulfill({ response, body });
    },
  );
}
