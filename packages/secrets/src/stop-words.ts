/** Words that stand where a secret would, and words of code that follow a name without being its value. */
const STOP_WORDS = new Set(
  (
    'password passwd pass pwd pw passphrase passcode passwort secret secrets token tokens key keys apikey api auth authorization credential credentials creds ' +
    'user username usr login name email mail admin root guest account id uuid guid hash salt nonce value values val values string str text char varchar ' +
    'int integer number num float double bool boolean true false yes no on off null nil none undefined nan void any unknown never object array list map dict type ' +
    'required optional default empty blank hidden masked redacted removed omitted elided sanitized stripped filtered placeholder example sample demo dummy fake foo bar baz qux ' +
    'test tests testing mock stub fixture foobar abc xyz abcd abcdef qwerty todo tbd fixme changeme change changeit replace replaceme insert enter here ' +
    'your yours my mine our the this that some a an of for in to is are be not with from by as at or and if else your-own new old current previous ' +
    'env environ environment process config configuration settings options opts params param args arg props prop self ctx context request req response res data body ' +
    'query headers header cookie cookies session form input field label title description const let var await async return function func fn def class import export ' +
    'get set put post delete fetch load read write create generate generated random make build file path dir url uri host port db database redis postgres postgresql mysql mongo mongodb ' +
    'public private client server access refresh bearer basic jwt oauth sso github gitlab google aws azure gcp slack stripe openai anthropic npm docker dev prod production staging local localhost live ' +
    'static readonly final protected internal override virtual abstract interface struct enum ref refs ptr self super instance invalid valid wrong correct incorrect missing expired bad good strong weak ' +
    'encrypted plaintext plain raw encoded base base64 hex sha md5 bcrypt argon hmac rsa aes content contents item items entry result output stdin stdout stderr prompt ask show hide reset forgot update verify confirm confirmation ' +
    'length size count min max limit index start end first last next prev one two three only all both each either more less same other another such very just also then than when where what which who why how'
  ).split(' '),
)

/** True for one lower-case word that is never a secret by itself. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}
