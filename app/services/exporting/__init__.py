"""Files out: the whole book as Rapport's own CSV, the template workbook, lists as they are seen."""
