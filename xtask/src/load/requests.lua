-- Has wrk send each request of a file once, and tells how long that took.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } moment_t;
  int clock_gettime(int clock, moment_t *moment);
]]

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local function now()
  local moment = ffi.new("moment_t")
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) * 1e6 + tonumber(moment.nanoseconds) / 1e3
end

function init(arguments)
  requests, calls, began, ended = {}, 0, 0, 0
  local file = assert(io.open(arguments[1], "rb"))
  for request in file:read("*a"):gmatch("[^\30]+") do
    requests[#requests + 1] = request
  end
  file:close()
end

function request()
  calls = calls + 1
  if calls == 1 then
    -- wrk only looks at this one.
    return requests[1]
  elseif calls == 2 then
    began = now()
  end
  if calls - 1 <= #requests then
    return requests[calls - 1]
  end
  if ended == 0 then
    ended = now()
    wrk.thread:stop()
  end
  -- Nobody waits for the answer.
  return "GET /the-end/ HTTP/1.1\r\nHost: login.example\r\n\r\n"
end

function done(summary)
  local thread = threads[1]
  local elapsed = summary.duration
  if thread:get("ended") > 0 then
    elapsed = thread:get("ended") - thread:get("began")
  end
  print(string.format("Elapsed: %d us", elapsed))
end
