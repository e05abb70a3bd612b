import type { Rule } from '../rule.ts'

/** Credentials in files that tools read. */
export const configFiles: readonly Rule[] = [
  {
    id: 'connection-string',
    title: 'Password in a connection string',
    keywords: ['User', 'user', 'UID', 'Uid', 'uid'],
    kind: 'shape',
    pattern:
      /(?:[Uu]ser(?: ?[Ii][Dd]|[Nn]ame)?|UID|Uid|uid)[ \t]{0,2}=[^;="'\n]{1,80};[^"'\n]{0,240}?(?:[Pp]assword|PASSWORD|PWD|Pwd|pwd)[ \t]{0,2}=[ \t]{0,2}([^;"'\s<>\\]{3,128})/,
    test: { value: 'argument', form: 'login' },
    examples: {
      secret: [
        'Server=db;Database=app;User Id=svc;Password=kT9-sPq2;Encrypt=true',
        'Data Source=db;uid=svc;pwd=openly',
      ],
      clean: ['User Id=<user>;Password=<password>;', 'uid=#{user};pwd=#{pass}', 'User ID=username;Password=password;'],
    },
    page: 'https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax',
  },
  {
    id: 'connection-string-password',
    title: 'Password before the rest of a connection string',
    keywords: ['Password', 'password', 'PWD', 'Pwd', 'pwd'],
    kind: 'shape',
    pattern:
      /(?:[Pp]assword|PWD|Pwd|pwd)[ \t]{0,2}=[ \t]{0,2}([^;"'\s<>\\]{3,128})(?=; ?(?:Database|Initial|Server|Data|Trusted|Host|Port|Encrypt|Multiple|User|Uid|UID|Integrated|Pooling|Connect|Timeout|SSL|Ssl|Persist|database|server|host|port|sslmode))/,
    insideWord: true,
    test: { value: 'argument', form: 'login' },
    examples: {
      secret: ['pwd=openly;Database=app'],
      clean: ['Password=password;Database=app', 'Password={0};Database={1}'],
    },
    page: 'https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax',
  },
  {
    id: 'ini-login',
    title: 'Password on the line after a user name',
    keywords: ['user', 'USER', 'login'],
    kind: 'shape',
    pattern:
      /(?:user|USER|login)[A-Za-z]{0,9} ?[=:][^\n"'`(){}]{1,80}\n(?:[#;/][^\n]{0,120}\n)?[ \t]{0,12}(?:pass|PASS)[A-Za-z]{0,4} ?[=:] ?([^\s"'`(){}[\],;]{4,64})(?=\s|$)/,
    insideWord: true,
    test: { value: 'password' },
    examples: {
      secret: ['user = alice\npassword = open_sesame\n', 'login: alice\npassword: kT9-sPq2'],
      clean: ['user = name\npassword = password', 'username: string\npassword: string', 'USERNAME=me\nPASSWORD=$PASS'],
    },
  },
  {
    id: 'netrc-password',
    title: 'Password in a netrc file',
    keywords: ['login'],
    kind: 'shape',
    pattern:
      /login\s{1,8}(?!and\b|or\b|with\b|the\b|is\b)[^\s"']{1,128}\s{1,8}(?:account\s{1,8}\S{1,64}\s{1,8})?password\s{1,8}([^\s"'\\]{3,256})/,
    test: { value: 'argument' },
    examples: {
      secret: [
        'machine api.test login alice password kT9-sPq2',
        'machine api.test\n  login alice\n  password kT9-sPq2',
      ],
      clean: ['machine learning and password managers', 'login and password fields'],
    },
    page: 'https://everything.curl.dev/usingcurl/netrc.html',
  },
  {
    id: 'xml-password',
    title: 'Password element of a configuration file',
    keywords: ['<Pass', '<pass', '<PASS', '<passPhrase'],
    kind: 'shape',
    pattern: /<[Pp](?:ass|ASS)(?:word|WORD|phrase|Phrase)?(?: [^>\n]{0,60})?>([^<\n\s]{4,256})(?=<\/)/,
    test: { value: 'password' },
    examples: {
      secret: ['<Pass encoding="base64">a1Q5LXNQcTI=</Pass>', '<password>kT9-sPq2</password>'],
      clean: ['<password></password>', '<password>${db.password}</password>', '<Password>string</Password>'],
    },
  },
  {
    id: 'registry-auth',
    title: 'User and password of a registry, as base64',
    keywords: ['auth', '_auth', 'Auth'],
    kind: 'assignment',
    name: /^auth$|(?:^| )auth$/,
    value: 'basic',
    examples: {
      secret: ['{"auths":{"r.test":{"auth":"YWxpY2U6aHVudGVyMg=="}}}', '_auth=YWxpY2U6aHVudGVyMg=='],
      clean: ['{"auth": "required"}', 'auth: false'],
    },
    page: 'https://docs.docker.com/reference/cli/docker/login/',
  },
]
