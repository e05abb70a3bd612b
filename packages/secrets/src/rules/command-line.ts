import type { Rule } from '../rule.ts'

/** Passwords given to programs as arguments. */
export const commandLine: readonly Rule[] = [
  {
    id: 'curl-password',
    title: 'Password after curl -u',
    keywords: ['curl'],
    kind: 'shape',
    pattern:
      /curl(?:\.exe)?(?=[ \t])[^\n\r]{0,400}?[ \t](?:-u|--user|--proxy-user|-U)[ =]?\\{0,4}["']?[^\s"':\\]{0,64}:([^\s"'\\]{3,128})/,
    test: { value: 'argument', form: 'pair' },
    examples: {
      secret: ['curl -u elastic:kT9-sPq2 https://host', 'curl -sS --user alice:hunter2 https://host'],
      clean: [
        'curl -u user https://host',
        'curl -u $USER:$PASS https://host',
        'curl -u <user>:<password> https://host',
      ],
    },
    page: 'https://curl.se/docs/manpage.html#-u',
  },
  {
    id: 'login-password',
    title: 'Password after docker login -p and its like',
    keywords: [
      'docker login',
      'podman login',
      'helm registry login',
      'az login',
      'oc login',
      'heroku login',
      'nerdctl login',
      'buildah login',
      'skopeo login',
    ],
    kind: 'shape',
    pattern:
      /(?:docker|podman|helm registry|az|oc|nerdctl|buildah|skopeo) login[^\n\r|;&]{0,300}?[ \t](?:-p|--password|--token)[ =]\\{0,4}["']?([^\s"'\\]{4,400})/,
    test: { value: 'argument' },
    examples: {
      secret: ['docker login -u me -p kT9-sPq2 registry.test'],
      clean: [
        'docker login -u me --password-stdin',
        'docker login -u me -p $TOKEN',
        'docker login -u me -p <password>',
      ],
    },
    page: 'https://docs.docker.com/reference/cli/docker/login/',
  },
  {
    id: 'mysql-password',
    title: 'Password after mysql -p',
    keywords: ['mysql', 'mysqldump', 'mysqladmin', 'mariadb'],
    kind: 'shape',
    pattern:
      /(?:mysql(?:dump|admin)?|mariadb(?:-dump)?)(?=[ \t])[^\n\r|;&]{0,200}?[ \t]?-p([^\s"'\\$-][^\s"'\\]{3,64})/,
    test: { value: 'argument' },
    examples: {
      secret: ['mysql -u root -pkT9-sPq2 app'],
      clean: ['mysql -u root -p app', 'mysql -p$PASS', 'mysql -uroot -port 3306'],
    },
    page: 'https://dev.mysql.com/doc/refman/8.4/en/command-line-options.html',
  },
  {
    id: 'sshpass-password',
    title: 'Password after sshpass -p',
    keywords: ['sshpass'],
    kind: 'shape',
    pattern: /sshpass[ \t]{1,3}-p[ \t]{0,2}["']?([^\s"'\\$%][^\s"'\\]{2,64})/,
    test: { value: 'argument' },
    examples: { secret: ['sshpass -p kT9-sPq2 ssh me@host'], clean: ['sshpass -p "$PASS" ssh me@host'] },
    page: 'https://linux.die.net/man/1/sshpass',
  },
  {
    id: 'redis-password',
    title: 'Password after redis-cli -a',
    keywords: ['redis-cli'],
    kind: 'shape',
    pattern: /redis-cli[ \t][^\n\r|;&]{0,120}?-a[ \t]{1,2}["']?([^\s"'\\$%][^\s"'\\]{2,64})/,
    test: { value: 'argument' },
    examples: { secret: ['redis-cli -h cache -a kT9-sPq2 ping'], clean: ['redis-cli ping', 'redis-cli -a $PASS ping'] },
    page: 'https://redis.io/docs/latest/develop/tools/cli/',
  },
  {
    id: 'windows-tool-password',
    title: 'Password after plink -pw or psexec -p',
    keywords: ['plink', 'pscp', 'psexec', 'PsExec'],
    kind: 'shape',
    pattern:
      /(?:plink|pscp|psexec|PsExec)(?:\.exe)?[ \t][^\n\r|;&]{0,160}?-pw?[ \t]{1,2}["']?([^\s"'\\$%][^\s"'\\]{2,64})/,
    test: { value: 'argument' },
    examples: { secret: ['plink -ssh me@host -pw kT9-sPq2'], clean: ['psexec -u me -p %PASS% cmd'] },
    page: 'https://learn.microsoft.com/en-us/sysinternals/downloads/psexec',
  },
  {
    id: 'openssl-password',
    title: 'Password source of openssl',
    keywords: ['pass:'],
    kind: 'shape',
    pattern: /pass:([^\s"'`\\,;)]{4,128})/,
    test: { value: 'argument' },
    examples: {
      secret: ['openssl rsa -passin pass:kT9-sPq2 -in k'],
      clean: ['bypass: true', 'pass: 12 fail: 0', '-passin pass:$PASS'],
    },
    page: 'https://docs.openssl.org/master/man1/openssl-passphrase-options/',
  },
  {
    id: 'secure-string',
    title: 'Plain text made a PowerShell secure string',
    keywords: ['ConvertTo-SecureString'],
    kind: 'shape',
    pattern: /ConvertTo-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?["']([^"'\n$]{4,128})(?=["'])/,
    test: { value: 'argument' },
    examples: {
      secret: ['ConvertTo-SecureString "kT9-sPq2" -AsPlainText'],
      clean: ['ConvertTo-SecureString $plain -AsPlainText'],
    },
    page: 'https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.security/convertto-securestring',
  },
  {
    id: 'network-credential',
    title: 'Password of a .NET credential',
    keywords: ['NetworkCredential('],
    kind: 'shape',
    pattern: /NetworkCredential\([ \t]{0,4}["'][^"'\n]{1,80}["'],[ \t]{0,4}["']([^"'\n$]{4,128})(?=["'])/,
    test: { value: 'argument' },
    examples: {
      secret: ['new NetworkCredential("alice", "kT9-sPq2")'],
      clean: ['new NetworkCredential(user, password)'],
    },
    page: 'https://learn.microsoft.com/en-us/dotnet/api/system.net.networkcredential',
  },
  {
    id: 'directory-entry',
    title: 'Password of a .NET directory entry',
    keywords: ['DirectoryEntry('],
    kind: 'shape',
    pattern:
      /DirectoryEntry\([ \t]{0,4}["'][^"'\n]{1,120}["'],[ \t]{0,4}["'][^"'\n]{1,80}["'],[ \t]{0,4}["']([^"'\n$]{4,128})(?=["'])/,
    test: { value: 'argument' },
    examples: {
      secret: ['new DirectoryEntry("LDAP://dc", "alice", "kT9-sPq2")'],
      clean: ['new DirectoryEntry(path, user, password)'],
    },
    page: 'https://learn.microsoft.com/en-us/dotnet/api/system.directoryservices.directoryentry',
  },
]
