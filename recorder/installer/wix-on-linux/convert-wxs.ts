import { createHash } from 'node:crypto';

/**
 * electron-builder writes for WiX 4.0.0.5512; WiX 3.10's `candle` and `wixl` know the older schema:
 * no inline directories, and every component has an id, a GUID and a place of its own.
 */
export function wxsForCandle(source: string): string {
  return classic(source, { win64: false });
}

export interface WixlSource {
  readonly xml: string;
  /** What wixl leaves out, and its output must be given afterwards. */
  readonly secure: readonly string[];
  readonly commands: readonly InstallCommand[];
  readonly rights: readonly RegistryRights[];
}

/** Who may do what with the key of a registry value. */
export interface RegistryRights {
  /** The value's row in the table Registry. */
  readonly value: string;
  readonly sddl: string;
}

/** A program that the installer runs, not minding how it ends. */
export interface InstallCommand {
  readonly id: string;
  readonly directory: string;
  readonly line: string;
  /** Within the transaction and by the system, and not at once by whoever installs. */
  readonly deferred: boolean;
}

/** And wixl knows only a part of that. */
export function wxsForWixl(source: string): WixlSource {
  const xml = classic(source, { win64: true }).replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>/g,
    (_, text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  );
  const marked = (attribute: string) =>
    [...xml.matchAll(new RegExp(`<Property Id="([A-Z_]+)"[^>]*${attribute}="yes"`, 'g'))].flatMap(
      ([, id]) => id ?? [],
    );
  const hidden = `<Property Id="MsiHiddenProperties" Value="${marked('Hidden').join(';')}"/>`;
  return {
    xml: withoutUnknown(xml).replace('<MediaTemplate', `${hidden}<MediaTemplate`),
    secure: marked('Secure'),
    commands: commandsOf(xml),
    rights: rightsOf(xml),
  };
}

const PERMISSION =
  /<RegistryValue Id="(\w+)"([^>]*)>\s*<PermissionEx Sddl="([^"]*)"\/>\s*<\/RegistryValue>/g;

function rightsOf(xml: string): RegistryRights[] {
  return [...xml.matchAll(PERMISSION)].map(([, value = '', , sddl = '']) => ({ value, sddl }));
}

function commandsOf(xml: string): InstallCommand[] {
  return [...xml.matchAll(/<CustomAction ([^>]*ExeCommand=[^>]*)\/>/g)].map(
    ([, attributes = '']) => {
      const read = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      const line = read('ExeCommand').replaceAll('&quot;', '"');
      const deferred = read('Execute') === 'deferred';
      return { id: read('Id'), directory: read('Directory'), line, deferred };
    },
  );
}

const UNKNOWN_TO_WIXL: readonly (readonly [RegExp, string])[] = [
  [/\s*<ShortcutProperty[^>]*\/>/g, ''],
  [PERMISSION, '<RegistryValue Id="$1"$2/>'],
  [/ (Hidden|Secure|Advertise|ReadOnly)="yes"/g, ''],
  [/ CompressionLevel="[^"]*"/, ''],
  [/ Absent="disallow"/, ' Level="1"'],
  [/ Icon="[^"]*"(?=[^>]*>\s*<\/Shortcut>)/g, ''],
  [/AllowSameVersionUpgrades="yes" /, ''],
  [/ Codepage="65001"/, ''],
  [/<Directory Id="(\w+)"\/>/g, '<Directory Id="$1" Name="."/>'],
  [/<Directory Id="(ProgramFiles64Folder)">/, '<Directory Id="$1" Name=".">'],
  [/<Property Id="ALLUSERS"[^>]*\/>/, ''],
  [/<Package /, '<Package InstallScope="perMachine" '],
];

function withoutUnknown(xml: string): string {
  return UNKNOWN_TO_WIXL.reduce((text, [pattern, by]) => text.replace(pattern, by), xml);
}

function classic(source: string, { win64 }: { readonly win64: boolean }): string {
  const plain = source
    .replace('http://wixtoolset.org/schemas/v4/wxs', 'http://schemas.microsoft.com/wix/2006/wi')
    .replace(/<!--[\s\S]*?-->/g, '');
  const { xml, directories } = takeDirectories(plain);
  const upgradeCode = /UpgradeCode="([^"]+)"/.exec(source)?.[1] ?? '';
  return xml.replace(
    /<ComponentGroup Id="ProductComponents" Directory="(\w+)">([\s\S]*?)<\/ComponentGroup>/,
    (_, fallback: string, body: string) => {
      const components = [...body.matchAll(/<Component\b([^>]*)>([\s\S]*?)<\/Component>/g)].map(
        ([, attributes = '', inner = '']) =>
          component({ attributes, inner, fallback, upgradeCode, win64 }),
      );
      const placed = [...Map.groupBy(components, ({ directory }) => directory)].map(
        ([id, inside]) =>
          `<DirectoryRef Id="${id}">${inside.map(({ xml: text }) => text).join('\n')}</DirectoryRef>`,
      );
      const references = components.map(({ id }) => `<ComponentRef Id="${id}"/>`).join('');
      return `${directories}\n${placed.join('\n')}\n<ComponentGroup Id="ProductComponents">${references}</ComponentGroup>`;
    },
  );
}

interface ComponentSource {
  readonly attributes: string;
  readonly inner: string;
  /** The directory of those that name none. */
  readonly fallback: string;
  readonly upgradeCode: string;
  readonly win64: boolean;
}

function component({ attributes, inner, fallback, upgradeCode, win64 }: ComponentSource) {
  const directory = /Directory="([^"]+)"/.exec(attributes)?.[1] ?? fallback;
  const file = /Source="([^"]+)"/.exec(inner)?.[1] ?? inner;
  const id = /\bId="([^"]+)"/.exec(attributes)?.[1] ?? `cmp${hex(file)}`;
  const own = attributes.replace(/\s*Directory="[^"]+"/, '').replace(/\s*\bId="[^"]+"/, '');
  const extra = [
    ` Id="${id}"`,
    own.includes('Guid=') ? '' : ` Guid="${guid(upgradeCode + file)}"`,
    win64 && !own.includes('Win64=') ? ' Win64="yes"' : '',
  ].join('');
  const inside = inner.replace(/<File (?![^>]*\bId=)/, `<File Id="fil${hex(file)}" `);
  return { id, directory, xml: `<Component${own}${extra}>${inside}</Component>` };
}

interface Folder {
  readonly children: Map<string, Folder>;
  id: string | null;
}

/** `<Directory Id="d1" Name="ROOT:\a\b\"/>` becomes nested directories below ROOT. */
function takeDirectories(xml: string): { readonly xml: string; readonly directories: string } {
  const roots = new Map<string, Folder>();
  const rest = xml.replace(
    /[ \t]*<Directory Id="([^"]+)" Name="(\w+):\\([^"]*?)\\?"\/>\n?/g,
    (_, id: string, root: string, path: string) => {
      let folder = child(roots, root);
      for (const name of path.split('\\').filter((part) => part !== ''))
        folder = child(folder.children, name);
      folder.id = id;
      return '';
    },
  );
  const directories = [...roots]
    .map(([root, folder]) => `<DirectoryRef Id="${root}">${nested(folder, root)}</DirectoryRef>`)
    .join('\n');
  return { xml: rest, directories };
}

function child(folders: Map<string, Folder>, name: string): Folder {
  const known = folders.get(name);
  if (known !== undefined) return known;
  const made: Folder = { children: new Map(), id: null };
  folders.set(name, made);
  return made;
}

function nested({ children }: Folder, path: string): string {
  return [...children]
    .map(([name, folder]) => {
      const id = folder.id ?? `dir${hex(`${path}\\${name}`)}`;
      return `<Directory Id="${id}" Name="${name}">${nested(folder, `${path}\\${name}`)}</Directory>`;
    })
    .join('');
}

/** The same file has the same GUID in every build: upgrades rely on it. */
function guid(name: string): string {
  const digits = hex(name);
  const groups = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `5${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return groups.join('-').toUpperCase();
}

function hex(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}
