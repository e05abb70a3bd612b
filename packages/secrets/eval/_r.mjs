import fs from 'node:fs'
process.env.RECHECK_BACKEND=process.argv[3]||'pure'
const { checkSync } = await import('recheck')
const relax=s=>s.replace(/\{(\d+)(,(\d*))?\}/g,(m,a,c,b,off)=>{ let k=0;while(s[off-1-k]==='\\')k++; if(k%2) return m; a=+a; const lo=Math.min(a,2); if(c===undefined) return a>4?'{2}':m; if(b===''||+b-a>6) return lo===0?'*':lo===1?'+':'{2,}'; return `{${lo},${lo+Math.min(+b-a,2)}}`})
const strip=s=>{const L=/\(\?[=!](?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\]|\((?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])*\))*\)/g; return s.replace(L,(m,off)=>off+m.length===s.length?'\\x01':'')}
const pats=JSON.parse(fs.readFileSync('/tmp/sec/pats.json'))
const t0=Date.now(); const c={}
for(const [id,s,f] of pats){const t=Date.now();const r=checkSync(`^(?:${strip(relax(s))})`,f,{timeout:15000,checker:'automaton',maxRepeatCount:100});const k=r.status+':'+(r.complexity?.type)+':'+r.checker;c[k]=(c[k]||0)+1;if(r.status!=='safe'||Date.now()-t>2000)console.log(id,r.status,r.complexity?.type,r.complexity?.degree,r.checker,r.error?.kind,Date.now()-t, strip(relax(s)).slice(0,200))}
console.log(c,Date.now()-t0)
