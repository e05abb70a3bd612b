/** What a file is for, told from its path alone. */
export type FileCategory =
  | 'source'
  | 'test'
  | 'docs'
  | 'config'
  | 'migration'
  | 'ci'
  | 'dependency'
  | 'asset'
  | 'generated'

/** Rules in order, the first that matches decides; they see the path with forward slashes, lower case, without a leading `./`. */
const RULES: readonly (readonly [FileCategory, RegExp])[] = [
  [
    'dependency',
    /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|bun\.lockb?|deno\.lock|go\.(?:mod|sum|work)|cargo\.(?:toml|lock)|requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|poetry\.lock|uv\.lock|pipfile(?:\.lock)?|setup\.(?:py|cfg)|environment\.ya?ml|gemfile(?:\.lock)?|[\w.-]+\.gemspec|composer\.(?:json|lock)|pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.lockfile|libs\.versions\.toml|mix\.(?:exs|lock)|pubspec\.(?:yaml|lock)|podfile(?:\.lock)?|package\.(?:swift|resolved)|[\w.-]+\.(?:csproj|fsproj|vbproj)|packages\.config|directory\.(?:packages|build)\.props|flake\.lock|cartfile(?:\.resolved)?|rebar\.(?:config|lock)|stack\.yaml(?:\.lock)?|[\w-]+\.cabal|conanfile\.(?:txt|py)|vcpkg\.json)$/,
  ],
  [
    'ci',
    /(?:^|\/)(?:\.github\/(?:workflows|actions)\/|\.circleci\/|\.buildkite\/|\.gitlab\/ci|\.ci\/|\.teamcity\/|\.woodpecker)|(?:^|\/)(?:\.gitlab-ci\.ya?ml|\.travis\.yml|appveyor\.yml|azure-pipelines[\w.-]*\.ya?ml|jenkinsfile[\w.]*|bitbucket-pipelines\.yml|\.drone\.ya?ml|cloudbuild\.ya?ml|dependabot\.ya?ml|renovate\.json5?|\.releaserc[\w.]*|codecov\.ya?ml|\.goreleaser\.ya?ml)$/,
  ],
  [
    'migration',
    /(?:^|\/)(?:migrations?|db\/migrate|alembic\/versions|flyway|liquibase|changelogs?\/db)\/(?!.*(?:readme|\.md$))|(?:^|\/)v\d+(?:_\d+)*__[\w.-]+\.sql$|\.migration\.\w+$/,
  ],
  [
    'generated',
    /(?:^|\/)(?:dist|build|out|target|coverage|node_modules|vendor|\.next|\.nuxt|__pycache__|\.turbo|\.cache|generated|__generated__|gen)\/|\.(?:min\.(?:js|css)|map|pb\.go|pb\.cc|pb\.h|_pb2\.py|g\.dart|generated\.\w+|snap|d\.ts\.map|pyc|class|o|tsbuildinfo)$|_pb2(?:_grpc)?\.pyi?$|(?:^|\/)(?:[\w.-]*\.gen\.\w+|zz_generated[\w.]*)$/,
  ],
  [
    'test',
    /(?:^|\/)(?:tests?|__tests__|spec|specs|e2e|testdata|test-data|test_data|fixtures?|__fixtures__|__mocks__|mocks?|cypress|playwright|integration-?tests?|testing)\/|(?:^|\/)(?:test_[\w.-]+\.\w+|[\w.-]+[._-](?:test|tests|spec|e2e|cy|bench)\.\w+|conftest\.py|(?:jest|vitest|karma|playwright|cypress)\.(?:config|setup)[\w.]*\.\w+|pytest\.ini|tox\.ini|phpunit\.xml[\w.]*)$|_test\.(?:go|py|rb|exs?|dart|cc|cpp|rs|ml|lua|clj)$|(?:^|\/)[\w]*(?:tests?|spec|it)\.(?:java|kt|cs|swift|scala|groovy|php|hs|bats)$|\.(?:bats|feature)$/,
  ],
  [
    'docs',
    /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|org|pod|textile|ipynb|docx?|pdf)$|(?:^|\/)(?:docs?|documentation|man|wiki)\/|(?:^|\/)(?:readme|changelog|changes|license|licence|copying|authors|contributing|contributors|code_of_conduct|security|notice|history|todo|codeowners)(?:\.\w+)?$|(?:^|\/)\.changeset\//,
  ],
  [
    'asset',
    /\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|mp[34]|wav|ogg|webm|mov|woff2?|ttf|otf|eot|glb|gltf|psd|fig|sketch|zip|gz|tgz|tar|bin|wasm|dat|parquet|icns)$|(?:^|\/)(?:assets|public|static|images?|img|fonts|icons)\/[^/]*\.(?:json|txt|xml)$/,
  ],
  [
    'config',
    /\.(?:ya?ml|toml|ini|cfg|conf|config|env|properties|plist|tf|tfvars|hcl|nix|editorconfig|xml|json[c5]?|service|desktop|lock)$|(?:^|\/)\.[\w.-]+$|(?:^|\/)\.env[\w.-]*$|(?:^|\/)(?:makefile|gnumakefile|dockerfile[\w.-]*|containerfile|procfile|justfile|taskfile\.ya?ml|vagrantfile|rakefile|brewfile|cmakelists\.txt|docker-compose[\w.-]*|tsconfig[\w.-]*\.json)$|(?:^|\/)[\w.-]+\.config\.(?:js|ts|mjs|cjs|mts)$|(?:^|\/)\.(?:vscode|idea|claude|cursor|codex|gemini|husky|devcontainer)\//,
  ],
]

/** The category of a path; anything not known to be something else is `source`. */
export function fileCategory(path: string): FileCategory {
  const normal = path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .toLowerCase()
  for (const [category, pattern] of RULES) if (pattern.test(normal)) return category
  return 'source'
}
