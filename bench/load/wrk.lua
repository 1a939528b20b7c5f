-- Asks for the addresses of a file in turn, and prints what came of it as one line of JSON.
-- Arguments: the file, an address on each line; the value of Accept-Encoding, "-" for none.

local requests, number = {}, 0

function init(arguments)
  if arguments[2] and arguments[2] ~= "-" then
    wrk.headers["Accept-Encoding"] = arguments[2]
  end
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  number = number % #requests + 1
  return requests[number]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nJSON {"requests": %d, "seconds": %.6f, "bytes": %d, "median": %.3f, "p99": %.3f, '
      .. '"refused": %d, "broken": %d, "late": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write, errors.timeout))
end
