# Runs R packages for multiple systems estimation on a table, for bench/toll.py.
#
#   Rscript toll_peers.R have
#   Rscript toll_peers.R lcmcr TABLE.csv DRAWS.csv SEED SAMPLES
#   Rscript toll_peers.R dga TABLE.csv
#   Rscript toll_peers.R conting TABLE.csv DRAWS.csv SEED SAMPLES
#
# TABLE.csv has a column of 0 and 1 for each list and `count` last. On stdout one line of JSON; CPU seconds are those of
# the estimate alone, without start and reading. Draws of N go to DRAWS.csv, one a line. LCMCR runs as its manual's example
# does (K = 10, 10,000 iterations of burn-in, every 100th kept), dga as its own example does (as much as five times the
# observed uncounted). conting is a third opinion: log-linear models averaged by reversible jump.

args <- commandArgs(trailingOnly = TRUE)

seconds <- function(expr) {
  spent <- system.time(expr)
  unname(spent["user.self"] + spent["sys.self"])
}

say <- function(...) {
  told <- list(...)
  parts <- mapply(function(name, value) sprintf('"%s": %s', name, value), names(told), told)
  cat("{", paste(parts, collapse = ", "), "}\n", sep = "")
}

table_of <- function(path) read.csv(path, check.names = FALSE)

if (args[1] == "have") {
  for (name in c("LCMCR", "dga", "conting")) {
    suppressWarnings(suppressMessages(there <- requireNamespace(name, quietly = TRUE)))
    if (there) cat(name, as.character(packageVersion(name)), "\n")
  }
} else if (args[1] == "lcmcr") {
  suppressMessages(library(LCMCR))
  rows <- table_of(args[2])
  lists <- seq_len(ncol(rows) - 1)
  for (at in lists) rows[[at]] <- factor(rows[[at]], levels = c(0, 1))
  names(rows)[ncol(rows)] <- "Freq"
  sampler <- lcmCR(captures = rows, tabular = TRUE, in_list_label = "1", not_in_list_label = "0", K = 10,
                   a_alpha = 0.25, b_alpha = 0.25, seed = as.integer(args[4]), buffer_size = 10000, thinning = 100)
  spent <- seconds(drawn <- lcmCR_PostSampl(sampler, burnin = 10000, samples = as.integer(args[5]), thinning = 100,
                                            output = FALSE))
  writeLines(format(drawn, scientific = FALSE, trim = TRUE), args[3])
  say(s = spent)
} else if (args[1] == "dga") {
  suppressMessages(library(dga))
  rows <- table_of(args[2])
  count <- ncol(rows) - 1
  graphs <- paste0("graphs", count)
  data(list = graphs, package = "dga")
  counts <- array(0, dim = rep(2, count))
  counts[as.matrix(rows[seq_len(count)]) + 1] <- rows$count
  observed <- sum(counts)
  missing <- 0:(5 * observed)
  spent <- seconds(weights <- bma.cr(counts, Nmissing = missing, delta = 2^-count, graphs = get(graphs)))
  mass <- colSums(weights)
  say(s = spent, mean = sum(mass * (missing + observed)), median = observed + missing[which(cumsum(mass) >= 0.5)[1]])
} else if (args[1] == "conting") {
  suppressMessages(library(conting))
  rows <- table_of(args[2])
  count <- ncol(rows) - 1
  names(rows) <- c(paste0("L", seq_len(count)), "y")
  # All cells; the one of no list is missing.
  full <- expand.grid(rep(list(0:1), count))
  names(full) <- names(rows)[seq_len(count)]
  full <- merge(full, rows, all.x = TRUE)
  full$y[is.na(full$y)] <- 0
  full$y[rowSums(full[seq_len(count)]) == 0] <- NA
  for (at in seq_len(count)) full[[at]] <- factor(full[[at]])
  largest <- as.formula(paste("y ~ (", paste(names(full)[seq_len(count)], collapse = " + "), ")^2"))
  set.seed(as.integer(args[4]))
  spent <- seconds(fitted <- bict(formula = largest, data = full, n.sample = as.integer(args[5])))
  drawn <- total_pop(fitted, n.burnin = as.integer(args[5]) %/% 10)$TOT
  writeLines(format(drawn, scientific = FALSE, trim = TRUE), args[3])
  say(s = spent)
}
