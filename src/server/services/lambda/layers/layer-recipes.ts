/**
 * What the layers that AWS and vendors publish are made of: an ARN of theirs stands for packages, and for the files that the vendor puts
 * beside them. Every version number of a layer holds the same here. Called by public-layers.ts.
 *
 * - Powertools for AWS Lambda (Python), account 017000801446 (docs.aws.amazon.com/powertools/python/latest/getting-started/install/)
 * - Powertools for AWS Lambda (TypeScript), account 094274105915 (docs.aws.amazon.com/powertools/typescript/latest/getting-started/lambda-layers/)
 * - AWS Distro for OpenTelemetry, account 615299751070 (aws-otel.github.io/docs/getting-started/lambda/lambda-python)
 * - its classic layer, account 901920570463
 */
import type { LayerVersionName } from './layer-arn.ts';

interface Packages {
  readonly packages: readonly string[];
  /** Folders of src/sandbox/layers that are laid over the packages. */
  readonly files?: readonly string[] | undefined;
}

export interface PythonContent extends Packages {
  readonly kind: 'python';
  /** `3.12`: compiled packages are chosen for it, or for what stands in for it on this machine. */
  readonly python: string;
  /** Does the collector belong to it, where it has been built? */
  readonly collector?: boolean | undefined;
}

export interface NodeContent extends Packages {
  readonly kind: 'nodejs';
}

export type LayerContent = PythonContent | NodeContent;
export type LayerArchitecture = 'x86_64' | 'arm64';

export interface LayerRecipe {
  readonly content: LayerContent;
  readonly architectures: readonly LayerArchitecture[];
  readonly description: string;
  readonly license: string;
  readonly compatibleRuntimes: readonly string[];
}

/** Pinned, as runtimes are: what a layer holds must not change under a function. */
const powertools2 = 'aws-lambda-powertools[all]==2.43.1';
const powertools3 = 'aws-lambda-powertools[all]==3.37.0';
const powertoolsTypescript = '2.34.0';
const awsDistroNode = '@aws/aws-distro-opentelemetry-node-autoinstrumentation@0.13.0';
const awsDistro = 'aws-opentelemetry-distro==0.21.0';
const openTelemetry = { api: '1.44.0', contrib: '0.65b0' } as const;
/** The one that the runtime's botocore takes. */
const dateutil = 'python-dateutil<3';

/** Undefined when the name is no public layer's that is known here. */
export function layerRecipe(name: LayerVersionName): LayerRecipe | undefined {
  return vendors[name.account]?.(name.layerName);
}

/** For one of the runtimes that it is made for; another one gets what a function without a runtime of its own would. */
export function contentFor({ content, compatibleRuntimes }: LayerRecipe, runtime: string | undefined): LayerContent {
  if (content.kind !== 'python' || runtime === undefined || !compatibleRuntimes.includes(runtime)) return content;
  return { ...content, python: runtime.slice('python'.length) };
}

const vendors: Readonly<Record<string, (layerName: string) => LayerRecipe | undefined>> = {
  '017000801446': powertoolsPython,
  '094274105915': powertoolsNode,
  '615299751070': distro,
  '901920570463': classicDistro,
};

const pythons = (...minors: readonly number[]): string[] => minors.map((minor) => `python3.${minor}`);

function powertoolsPython(layerName: string): LayerRecipe | undefined {
  const third = /^AWSLambdaPowertoolsPythonV3-python3(\d{1,2})-(x86_64|arm64)$/.exec(layerName);
  if (third) {
    const python = `3.${third[1]}`;
    return {
      content: { kind: 'python', packages: [powertools3], python },
      architectures: [third[2] === 'arm64' ? 'arm64' : 'x86_64'],
      description: `Powertools for AWS Lambda (Python) V3, ${powertools3}`,
      license: 'MIT-0',
      compatibleRuntimes: [`python${python}`],
    };
  }
  const second = /^AWSLambdaPowertoolsPythonV2(-Arm64)?$/.exec(layerName);
  if (!second) return undefined;
  return {
    // The last Python that version 2 supports; the layer's name tells none.
    content: { kind: 'python', packages: [powertools2], python: '3.12' },
    architectures: [second[1] === undefined ? 'x86_64' : 'arm64'],
    description: `Powertools for AWS Lambda (Python) V2, ${powertools2}`,
    license: 'MIT-0',
    compatibleRuntimes: pythons(8, 9, 10, 11, 12),
  };
}

function powertoolsNode(layerName: string): LayerRecipe | undefined {
  if (layerName !== 'AWSLambdaPowertoolsTypeScriptV2') return undefined;
  const utilities = ['batch', 'commons', 'event-handler', 'idempotency', 'jmespath', 'logger', 'metrics', 'parameters'];
  const more = ['parser', 'tracer', 'validation'];
  return {
    content: {
      kind: 'nodejs',
      packages: [...utilities, ...more].map((utility) => `@aws-lambda-powertools/${utility}@${powertoolsTypescript}`),
    },
    architectures: ['x86_64', 'arm64'],
    description: `Powertools for AWS Lambda (TypeScript) ${powertoolsTypescript}`,
    license: 'MIT-0',
    compatibleRuntimes: ['nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'],
  };
}

function distro(layerName: string): LayerRecipe | undefined {
  if (layerName === 'AWSOpenTelemetryDistroJs')
    return {
      content: { kind: 'nodejs', packages: [awsDistroNode], files: ['aws-distro-nodejs'] },
      architectures: ['x86_64', 'arm64'],
      description: `AWS Distro for OpenTelemetry, ${awsDistroNode}`,
      license: 'Apache-2.0',
      compatibleRuntimes: ['nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'],
    };
  if (layerName !== 'AWSOpenTelemetryDistroPython') return undefined;
  return {
    content: { kind: 'python', packages: [awsDistro, dateutil], python: '3.12', files: ['otel-python', 'aws-distro-python'] },
    architectures: ['x86_64', 'arm64'],
    description: `AWS Distro for OpenTelemetry, ${awsDistro}`,
    license: 'Apache-2.0',
    compatibleRuntimes: pythons(10, 11, 12, 13, 14),
  };
}

function classicDistro(layerName: string): LayerRecipe | undefined {
  const version = /^aws-otel-python-(amd64|arm64)-ver-(\d+-\d+-\d+)$/.exec(layerName);
  if (!version) return undefined;
  const { api, contrib } = openTelemetry;
  const instrumentations = [
    'aws-lambda',
    'botocore',
    'dbapi',
    'httpx',
    'logging',
    'redis',
    'requests',
    'sqlite3',
    'urllib',
    'urllib3',
  ];
  return {
    content: {
      kind: 'python',
      python: '3.12',
      packages: [
        `opentelemetry-sdk==${api}`,
        `opentelemetry-exporter-otlp-proto-http==${api}`,
        `opentelemetry-distro==${contrib}`,
        ...instrumentations.map((library) => `opentelemetry-instrumentation-${library}==${contrib}`),
        'opentelemetry-propagator-aws-xray==1.0.2',
        'opentelemetry-sdk-extension-aws==2.1.0',
        dateutil,
      ],
      files: ['otel-python', 'adot-python'],
      collector: true,
    },
    architectures: [version[1] === 'arm64' ? 'arm64' : 'x86_64'],
    description: `AWS Distro for OpenTelemetry, classic layer ${version[2]?.replaceAll('-', '.')}: OpenTelemetry ${api}`,
    license: 'Apache-2.0',
    compatibleRuntimes: pythons(8, 9, 10, 11, 12, 13),
  };
}
