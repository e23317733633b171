// The deployment guide's snippets say what scripts/headers.mjs says; nginx and Apache, where the machine has them, are run with them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { POLICIES, headersFor } from '../scripts/headers.mjs';
import { ROOT, ask } from '../scripts/run.mjs';

const guide = readFileSync(join(ROOT, 'README.zh-CN.md'), 'utf8');
/** The first snippet in a language, behind a heading where one is given. */
const snippet = (/** @type {string} */ language, heading = '') => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide.slice(guide.indexOf(heading)))?.[1] ?? '';
const [known, before] = [POLICIES.known.join('; '), POLICIES.before.join('; ')];

test('every policy in the guide and in the page is one of the two', () => {
  const page = readFileSync(join(ROOT, 'www/index.html'), 'utf8').replace('<b data-text="keyword"></b>', "'wasm-unsafe-eval'");
  const found = [...`${guide}${page}`.replaceAll('$gouji_wasm', "'wasm-unsafe-eval'").matchAll(/default-src 'none'; [^"<]*/g)].map(([policy]) => policy);
  assert.equal(found.length, 6);
  for (const policy of found) assert.ok(policy === known || policy === before, policy);
});

/**
 * Serves a page by a real server set up as the guide says, and asks it as browsers do.
 * @param {string} name
 * @param {string} program
 * @param {(folder: string, port: number) => string[]} setUp writes its configuration; the arguments to start it in the foreground
 * @param {(userAgent: string) => Record<string, string>} expected
 * @param {RegExp} html how a page's type is sent; the page names its encoding itself too
 */
function check(name, program, setUp, expected = headersFor, html = /^text\/html; ?charset=utf-8$/i) {
  const path = existsSync(program) ? program : ask('which', [program]);
  test(`${name} set up as the guide says sends the headers`, { skip: path === null && `there is no ${program}: its snippet is NOT run`, timeout: 60_000 }, async (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'gouji-guide-'));
    mkdirSync(join(folder, 'site/nianbao/pkg'), { recursive: true });
    cpSync(join(ROOT, 'www/index.html'), join(folder, 'site/nianbao/index.html'));
    writeFileSync(join(folder, 'site/nianbao/pkg/page.wasm'), new Uint8Array([0, 0x61, 0x73, 0x6d]));
    const port = await freePort();
    const server = spawn(String(path), setUp(folder, port), { stdio: 'ignore', env: { ...process.env, CATALINA_BASE: folder } });
    test.after(async () => {
      const ended = new Promise((resolve) => { server.once('exit', resolve); });
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    for (const userAgent of ['Chrome/78.0.3904.108 Safari/537.36', 'Chrome/96.0.4664.110', 'Chrome/97.0.4692.71', 'Chrome/109.0.5414.120', 'Chrome/156.0.0.0', 'Firefox/140.0']) {
      for (const [file, type] of [['', html], ['pkg/page.wasm', /^application\/wasm$/]]) {
        const { status, headers } = await patiently(() => fetch(`http://127.0.0.1:${port}/nianbao/${file}`, { headers: { 'User-Agent': userAgent } }));
        assert.equal(status, 200);
        assert.match(headers.get('content-type') ?? '', /** @type {RegExp} */ (type));
        for (const [header, value] of Object.entries(expected(userAgent))) assert.equal(headers.get(header)?.replace(/^(.*), \1$/, '$1'), value, `${header} for ${userAgent}`);
      }
    }
  });
}

check('nginx', 'nginx', (folder, port) => {
  const [map, location] = snippet('nginx').split(/(?=# 放在 server)/);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, `daemon off; pid ${folder}/pid; error_log ${folder}/log; events {}
user root;
http { access_log off; types { text/html html; } ${map} server { listen 127.0.0.1:${port}; root ${folder}/site; ${location} } }`);
  return ['-p', folder, '-c', file];
});

check('Apache', 'apache2', (folder, port) => {
  const file = join(folder, 'apache.conf');
  const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers'].map((name) => {
    const library = `/usr/lib/apache2/modules/mod_${name}.so`;
    return existsSync(library) ? `LoadModule ${name}_module ${library}` : '';
  });
  writeFileSync(join(folder, 'types'), 'text/html html\n');
  writeFileSync(file, `${modules.join('\n')}
ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/log
TypesConfig ${folder}/types
DocumentRoot ${folder}/site
<Directory ${folder}/site/nianbao>
DirectoryIndex index.html
${snippet('apache')}
</Directory>
`);
  return ['-f', file, '-DFOREGROUND'];
});

const TOMCAT = ['10', '9', '11'].map((version) => `/usr/share/tomcat${version}`).find((folder) => existsSync(folder)) ?? 'tomcat';

check('Tomcat', join(TOMCAT, 'bin/catalina.sh'), (folder, port) => {
  for (const own of ['conf', 'logs', 'temp', 'webapps', 'work', 'site/nianbao/WEB-INF']) mkdirSync(join(folder, own), { recursive: true });
  cpSync(TOMCAT.replace('/usr/share', '/etc'), join(folder, 'conf'), { recursive: true, dereference: true });
  writeFileSync(join(folder, 'conf/server.xml'), `<Server port="-1"><Service name="Catalina"><Connector address="127.0.0.1" port="${port}" protocol="HTTP/1.1"/>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"><Context path="/nianbao" docBase="${folder}/site/nianbao"/></Host></Engine></Service></Server>`);
  writeFileSync(join(folder, 'site/nianbao/WEB-INF/web.xml'), `<?xml version="1.0" encoding="UTF-8"?><web-app version="4.0">${snippet('xml', '**Tomcat**')}</web-app>`);
  return ['run'];
}, () => ({ 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'SAMEORIGIN' }), /^text\/html/);

/**
 * A server takes a moment to listen.
 * @template T
 * @param {() => Promise<T>} act
 */
async function patiently(act) {
  for (let tried = 0; ; tried += 1) {
    try {
      return await act();
    } catch (error) {
      if (tried === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
